SELECT
-- include task_columns.part
FROM tasks WHERE tenant_id = $1 AND task_id IN (
    SELECT task_id FROM task_calls WHERE tenant_id = $1 AND call_id = $2 AND part = 'miss')
ORDER BY closed_us IS NULL DESC, begun_us DESC LIMIT 1
