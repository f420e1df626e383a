SELECT
-- include known_call_columns.part
FROM known_calls k WHERE k.tenant_id = $1 AND k.number = $2 ORDER BY k.start_us, k.call_id
