DELETE FROM sessions WHERE digest IN (
    SELECT digest FROM sessions WHERE tenant_id = $1 AND person_id = $2
    ORDER BY last_used_us DESC LIMIT -1 OFFSET $3)
