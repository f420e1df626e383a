SELECT count(*) FROM (
    SELECT 1 FROM tasks WHERE tenant_id = $1 AND name_key >= $2 AND name_key < $3 LIMIT $4)
