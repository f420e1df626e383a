DELETE FROM task_calls WHERE tenant_id = $1 AND task_id = $2
