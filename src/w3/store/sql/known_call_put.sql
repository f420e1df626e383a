INSERT INTO known_calls (tenant_id, call_id, number, start_us, kind, refusal, scope, direction,
    disposition, missed_reason, name, did, ext, store_id, ring_sec, billsec, round)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
ON CONFLICT (tenant_id, call_id) DO UPDATE SET number = excluded.number,
    start_us = excluded.start_us, kind = excluded.kind, refusal = excluded.refusal,
    scope = excluded.scope, direction = excluded.direction, disposition = excluded.disposition,
    missed_reason = excluded.missed_reason, name = excluded.name, did = excluded.did,
    ext = excluded.ext, store_id = excluded.store_id, ring_sec = excluded.ring_sec,
    billsec = excluded.billsec, round = excluded.round
