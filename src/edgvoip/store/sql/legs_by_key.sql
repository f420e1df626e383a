SELECT leg_id, ext, number, is_root, started_us, answered_us, ended_us, hangup_cause,
    quality_status, mos_centi, mos_source, pbx_mos_centi, jitter_tenth_ms, loss_centi_pct, codec,
    packets
FROM tenant_legs WHERE tenant_id = $1 AND start_us = $2 AND call_id = $3
ORDER BY n
