INSERT INTO leg_records (tenant_id, start_us, call_id, n, leg_id, record)
VALUES ($1, $2, $3, $4, $5, $6)
