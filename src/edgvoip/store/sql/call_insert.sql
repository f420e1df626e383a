-- Changes nothing when the call is there.
INSERT INTO calls (
    tenant_id, start_us, call_id, direction, disposition, missed_reason, answer_us, end_us,
    billsec, ring_sec, duration_sec, from_uri, to_uri, did_e164, ext_number, remote_number,
    from_name, store_id, user_id, quality_status, mos_centi, mos_source, pbx_mos_centi,
    jitter_tenth_ms, loss_centi_pct, codec, packets, recorded, recording_path, hangup_cause,
    pbx_answer_us, pbx_billsec, q850, source, adapter, raw_ref, change_seq, name_folded
) VALUES (
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
    $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38
)
ON CONFLICT (tenant_id, start_us, call_id) DO NOTHING
