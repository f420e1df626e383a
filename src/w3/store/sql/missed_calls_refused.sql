SELECT
-- include known_call_columns.part
FROM known_calls k WHERE
-- include missed_calls_without_task.part
    AND (k.start_us, k.call_id) < ($4, $5)
ORDER BY k.start_us DESC, k.call_id DESC LIMIT $6
