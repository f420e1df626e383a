DELETE FROM store_rules WHERE tenant_id = $1 AND store_id = $2
