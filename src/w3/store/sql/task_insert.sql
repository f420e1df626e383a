INSERT INTO tasks (tenant_id, task_id, number, scope, store_id, name, name_key, did, missed_reason,
    misses, begun_us, last_missed_us, first_call_id, due_us, is_due_chosen, attempts,
    first_attempt_us, last_attempt_us, next_attempt_us, opened_by, opened_us, reopens, owner,
    lease_until_us, closed_us, closed_by, outcome, closing_call_id, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
    $21, $22, $23, $24, $25, $26, $27, $28, $29)
