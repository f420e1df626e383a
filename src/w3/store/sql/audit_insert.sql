INSERT INTO audit (tenant_id, at_us, person_id, person_name, what, about, detail, client)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
