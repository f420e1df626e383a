INSERT INTO searches (tenant_id, search_id, person_id, name, query, shared)
VALUES ($1, $2, $3, $4, $5, $6)
