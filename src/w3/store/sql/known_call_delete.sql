DELETE FROM known_calls WHERE tenant_id = $1 AND call_id = $2
