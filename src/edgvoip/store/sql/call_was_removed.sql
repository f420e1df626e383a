-- Whether the tenant had a call of this id that went away.
SELECT 1 FROM removed_calls WHERE tenant_id = $1 AND call_id = $2 LIMIT 1
