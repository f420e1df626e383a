SELECT count(*) FROM tenant_calls WHERE
-- include calls_filter.part
