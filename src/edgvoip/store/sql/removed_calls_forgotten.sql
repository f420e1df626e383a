UPDATE change_counters SET forgotten_through = $2 WHERE tenant_id = $1 AND forgotten_through < $2
