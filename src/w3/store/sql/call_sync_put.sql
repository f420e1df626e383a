INSERT INTO call_sync (tenant_id, token, round, begun_us, synced_us) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (tenant_id) DO UPDATE SET token = excluded.token, round = excluded.round,
    begun_us = excluded.begun_us, synced_us = excluded.synced_us
