UPDATE people SET password_hash = $3, must_change_password = $4
WHERE tenant_id = $1 AND person_id = $2
