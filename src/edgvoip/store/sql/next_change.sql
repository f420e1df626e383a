INSERT INTO change_counters (tenant_id, change_seq) VALUES ($1, 1)
ON CONFLICT (tenant_id) DO UPDATE SET change_seq = change_counters.change_seq + 1
RETURNING change_seq
