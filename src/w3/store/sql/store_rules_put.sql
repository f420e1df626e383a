INSERT INTO store_rules (tenant_id, store_id, rests_on_holidays, patron_month, patron_day,
    sla_minutes, is_automatic)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (tenant_id, store_id) DO UPDATE SET rests_on_holidays = excluded.rests_on_holidays,
    patron_month = excluded.patron_month, patron_day = excluded.patron_day,
    sla_minutes = excluded.sla_minutes, is_automatic = excluded.is_automatic
