-- CROSS JOIN: the caller's tasks come first, or every call of the tenant would be looked at.
SELECT t.task_id, t.call_id, t.part FROM tasks
CROSS JOIN task_calls t ON t.tenant_id = tasks.tenant_id AND t.task_id = tasks.task_id
WHERE tasks.tenant_id = $1 AND tasks.number = $2
