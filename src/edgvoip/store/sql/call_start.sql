SELECT start_us FROM tenant_call_keys WHERE key = $2 AND call_id = $2 AND tenant_id = $1
