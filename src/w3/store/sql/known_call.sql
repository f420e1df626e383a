SELECT
-- include known_call_columns.part
FROM known_calls k WHERE k.tenant_id = $1 AND k.call_id = $2
