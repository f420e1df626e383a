SELECT store_id, day_us, from_minute, to_minute FROM store_ranges WHERE tenant_id = $1
ORDER BY store_id, day_us, from_minute
