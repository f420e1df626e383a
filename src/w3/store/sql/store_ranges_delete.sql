DELETE FROM store_ranges WHERE tenant_id = $1 AND store_id = $2
