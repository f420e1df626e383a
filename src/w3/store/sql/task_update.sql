UPDATE tasks SET number = $3, scope = $4, store_id = $5, name = $6, name_key = $7, did = $8,
    missed_reason = $9, misses = $10, begun_us = $11, last_missed_us = $12, first_call_id = $13,
    due_us = $14, is_due_chosen = $15, attempts = $16, first_attempt_us = $17,
    last_attempt_us = $18, next_attempt_us = $19, opened_by = $20, opened_us = $21, reopens = $22,
    owner = $23, lease_until_us = $24, closed_us = $25, closed_by = $26, outcome = $27,
    closing_call_id = $28, version = $29
WHERE tenant_id = $1 AND task_id = $2 AND version = $29 - 1
