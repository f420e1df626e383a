SELECT
-- include task_columns.part
FROM tasks WHERE tenant_id = $1 AND number = $2 AND scope = $3 AND closed_us IS NULL
