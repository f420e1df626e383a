SELECT
-- include call_columns.part
FROM tenant_calls WHERE
-- include calls_filter.part
ORDER BY start_us DESC, call_id DESC
LIMIT $32 OFFSET $33
