INSERT INTO removed_calls (tenant_id, change_seq, call_id, reason, at_us)
VALUES ($1, $2, $3, $4, $5)
