SELECT token, round, begun_us, synced_us FROM call_sync WHERE tenant_id = $1
