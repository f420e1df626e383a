INSERT INTO task_log (tenant_id, task_id, at_us, person_id, person_name, what, detail, call_id)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
