-- A second removal in one change: the first place is the one that was ever seen.
INSERT INTO removed_calls (tenant_id, change_seq, call_id, reason, at_us, store_id, ext_number)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (tenant_id, change_seq, call_id) DO UPDATE SET reason = excluded.reason
