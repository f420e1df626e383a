DELETE FROM searches WHERE tenant_id = $1 AND search_id = $2
