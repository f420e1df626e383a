SELECT store_id, owner, due_us < $2 AND first_attempt_us IS NULL FROM tasks
WHERE tenant_id = $1 AND closed_us IS NULL
