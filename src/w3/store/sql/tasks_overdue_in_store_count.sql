SELECT count(*) FROM (
    SELECT 1 FROM tasks WHERE tenant_id = $1 AND store_id = $4 AND closed_us IS NULL
        AND first_attempt_us IS NULL AND due_us < $2 LIMIT $3)
