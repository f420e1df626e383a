SELECT
-- include call_columns.part
FROM tenant_calls WHERE
-- include calls_changed.part
ORDER BY change_seq, start_us, call_id
