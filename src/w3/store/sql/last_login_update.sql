UPDATE people SET last_login_us = $3 WHERE tenant_id = $1 AND person_id = $2
