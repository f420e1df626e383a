SELECT
-- include call_columns.part
FROM tenant_calls WHERE
-- include calls_filter.part
ORDER BY mos_centi IS NULL, mos_centi, call_id
LIMIT $32 OFFSET $33
