SELECT store_id, begun_us, due_us, first_attempt_us, closed_us, outcome, owner, closed_by
FROM tasks WHERE tenant_id = $1 AND begun_us >= $2 AND begun_us < $3
