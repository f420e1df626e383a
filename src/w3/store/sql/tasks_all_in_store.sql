SELECT
-- include task_columns.part
FROM tasks WHERE tenant_id = $1 AND (last_missed_us, task_id) < ($2, $3) AND store_id = $5
ORDER BY last_missed_us DESC, task_id DESC LIMIT $4
