SELECT
-- include person_columns.part
FROM people WHERE tenant_id = $1 AND person_id = $2
