INSERT INTO legs (
    tenant_id, start_us, call_id, n, leg_id, ext, number, is_root, started_us, answered_us,
    ended_us, hangup_cause, quality_status, mos_centi, mos_source, pbx_mos_centi, jitter_tenth_ms,
    loss_centi_pct, codec, packets
) VALUES (
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20
)
