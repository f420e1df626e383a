-- A call that the tenant has all the same is out of the asker's sight.
SELECT gone.call_id,
    CASE WHEN EXISTS (
        SELECT 1 FROM tenant_call_keys AS place
        WHERE place.tenant_id = $1 AND place.key = gone.call_id AND place.call_id = gone.call_id)
    THEN 'out_of_scope' ELSE gone.reason END
FROM tenant_removed_calls AS gone WHERE
-- include removed_calls_told.part
ORDER BY gone.change_seq, gone.call_id
