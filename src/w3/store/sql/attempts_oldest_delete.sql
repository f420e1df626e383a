DELETE FROM attempts WHERE attempts_key IN (
    SELECT attempts_key FROM attempts ORDER BY last_us LIMIT $1)
