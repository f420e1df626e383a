SELECT
-- include task_columns.part
FROM tasks WHERE tenant_id = $1 AND (due_us, task_id) > ($2, $3) AND closed_us IS NULL
    AND owner = $6 AND (lease_until_us IS NULL OR lease_until_us > $5)
ORDER BY due_us, task_id LIMIT $4
