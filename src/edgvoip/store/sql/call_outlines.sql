-- What the call index keeps, in the order of the key.
SELECT start_us, call_id, direction, disposition, missed_reason, billsec, ring_sec, did_e164,
    ext_number, remote_number, name_folded, store_id, quality_status, mos_centi, mos_source,
    jitter_tenth_ms, loss_centi_pct, recorded
FROM tenant_calls WHERE tenant_id = $1
ORDER BY start_us, call_id
