SELECT count(*) FROM (
    SELECT 1 FROM tasks WHERE tenant_id = $1 AND number >= $2 AND number < $3 LIMIT $4)
