-- The change of the call at position $6.
SELECT change_seq FROM tenant_calls WHERE
-- include calls_changed.part
ORDER BY change_seq
LIMIT 1 OFFSET $6
