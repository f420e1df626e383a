SELECT at_us, person_id, person_name, what, detail, call_id FROM task_log
WHERE tenant_id = $1 AND task_id = $2 ORDER BY log_id DESC LIMIT 1
