UPDATE people SET name = $3, role = $4, ext = $5, store_ids = $6, active = $7
WHERE tenant_id = $1 AND person_id = $2
