SELECT k.store_id, CASE WHEN EXISTS (
        SELECT 1 FROM task_calls t WHERE t.tenant_id = k.tenant_id AND t.call_id = k.call_id)
    THEN 'in_tasks' WHEN k.kind = 'refused' THEN k.refusal ELSE 'by_hand' END AS reason, count(*)
FROM known_calls k WHERE k.tenant_id = $1 AND k.start_us >= $2 AND k.start_us < $3
    AND k.kind IN ('miss', 'by_hand', 'refused')
GROUP BY k.store_id, reason
