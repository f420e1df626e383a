SELECT
-- include task_columns.part
FROM tasks WHERE tenant_id = $1 AND name_key >= $2 AND name_key < $3
