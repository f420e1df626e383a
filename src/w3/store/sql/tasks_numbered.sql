SELECT
-- include task_columns.part
FROM tasks WHERE tenant_id = $1 AND number >= $2 AND number < $3
