SELECT DISTINCT number FROM known_calls WHERE tenant_id = $1 AND round < $2
