SELECT
-- include task_columns.part
FROM tasks WHERE tenant_id = $1 AND (next_attempt_us, task_id) > ($2, $3) AND closed_us IS NULL
    AND next_attempt_us IS NOT NULL AND store_id = $5
ORDER BY next_attempt_us, task_id LIMIT $4
