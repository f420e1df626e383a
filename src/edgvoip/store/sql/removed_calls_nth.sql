-- The change of the removal at position $4, be it told to the asker or not.
SELECT change_seq FROM tenant_removed_calls
WHERE tenant_id = $1 AND change_seq > $2 AND change_seq <= $3
ORDER BY change_seq
LIMIT 1 OFFSET $4
