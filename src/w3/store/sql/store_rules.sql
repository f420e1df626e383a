SELECT store_id, rests_on_holidays, patron_month, patron_day, sla_minutes, is_automatic
FROM store_rules WHERE tenant_id = $1
