INSERT INTO sessions (digest, tenant_id, person_id, csrf, began_us, last_used_us)
VALUES ($1, $2, $3, $4, $5, $6)
