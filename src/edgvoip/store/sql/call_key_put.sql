INSERT INTO call_keys (key, tenant_id, start_us, call_id) VALUES ($4, $1, $2, $3)
ON CONFLICT (key) DO UPDATE SET
    tenant_id = excluded.tenant_id, start_us = excluded.start_us, call_id = excluded.call_id
