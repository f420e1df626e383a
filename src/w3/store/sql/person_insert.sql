INSERT INTO people (person_id, tenant_id, email, name, role, ext, store_ids, language, active,
    must_change_password, email_key, password_hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
