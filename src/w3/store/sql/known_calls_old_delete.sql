DELETE FROM known_calls WHERE tenant_id = $1 AND (
    (number = '' AND start_us < $2) OR number IN (
        SELECT number FROM known_calls WHERE tenant_id = $1 AND number <> ''
        GROUP BY number HAVING max(start_us) < $2
        EXCEPT SELECT number FROM tasks WHERE tenant_id = $1 AND closed_us IS NULL))
