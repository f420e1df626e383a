INSERT INTO tenant_changes (tenant_id, change_seq) VALUES ($1, 1)
ON CONFLICT (tenant_id) DO UPDATE SET change_seq = tenant_changes.change_seq + 1
RETURNING change_seq
