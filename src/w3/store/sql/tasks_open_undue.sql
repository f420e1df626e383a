SELECT
-- include task_columns.part
FROM tasks WHERE tenant_id = $1 AND closed_us IS NULL AND due_us > $2 AND is_due_chosen = 0
ORDER BY due_us, task_id
