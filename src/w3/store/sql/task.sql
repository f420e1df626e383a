SELECT
-- include task_columns.part
FROM tasks WHERE tenant_id = $1 AND task_id = $2
