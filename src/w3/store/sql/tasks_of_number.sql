SELECT
-- include task_columns.part
FROM tasks WHERE tenant_id = $1 AND number = $2 ORDER BY begun_us, task_id
