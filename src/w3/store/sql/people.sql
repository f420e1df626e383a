SELECT
-- include person_columns.part
FROM people WHERE tenant_id = $1 ORDER BY name, email_key
