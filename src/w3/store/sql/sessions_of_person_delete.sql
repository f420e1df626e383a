DELETE FROM sessions WHERE tenant_id = $1 AND person_id = $2 AND digest <> $3
