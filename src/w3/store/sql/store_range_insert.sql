INSERT INTO store_ranges (tenant_id, store_id, day_us, from_minute, to_minute)
VALUES ($1, $2, $3, $4, $5)
