-- CROSS JOIN: the caller's tasks come first, or the tenant's whole log would be looked at.
SELECT l.task_id, l.at_us FROM tasks t
CROSS JOIN task_log l ON l.tenant_id = t.tenant_id AND l.task_id = t.task_id
WHERE t.tenant_id = $1 AND t.number = $2 AND l.what = 'tried' ORDER BY l.log_id
