SELECT
-- include task_columns.part
FROM tasks WHERE tenant_id = $1 AND (closed_us, task_id) < ($2, $3) AND closed_us IS NOT NULL
    AND store_id = $5
ORDER BY closed_us DESC, task_id DESC LIMIT $4
