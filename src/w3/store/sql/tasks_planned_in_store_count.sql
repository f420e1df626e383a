SELECT count(*) FROM (
    SELECT 1 FROM tasks WHERE tenant_id = $1 AND store_id = $4 AND closed_us IS NULL
        AND next_attempt_us > $2 LIMIT $3)
