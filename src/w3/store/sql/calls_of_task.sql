SELECT
-- include known_call_columns.part
, t.part FROM task_calls t JOIN known_calls k ON k.tenant_id = t.tenant_id AND k.call_id = t.call_id
WHERE t.tenant_id = $1 AND t.task_id = $2 ORDER BY k.start_us, k.call_id
