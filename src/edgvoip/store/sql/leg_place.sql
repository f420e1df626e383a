SELECT tenant_id, start_us, call_id FROM call_keys WHERE key = $1
