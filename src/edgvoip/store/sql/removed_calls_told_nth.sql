-- The change of the told removal at position $6.
SELECT gone.change_seq FROM tenant_removed_calls AS gone WHERE
-- include removed_calls_told.part
ORDER BY gone.change_seq
LIMIT 1 OFFSET $6
