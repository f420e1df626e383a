INSERT INTO task_calls (tenant_id, task_id, call_id, part) VALUES ($1, $2, $3, $4)
