SELECT count(*) FROM tasks WHERE tenant_id = $1 AND closed_us IS NULL
