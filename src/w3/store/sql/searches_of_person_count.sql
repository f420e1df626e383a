SELECT count(*) FROM searches WHERE tenant_id = $1 AND person_id = $2
