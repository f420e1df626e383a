-- Without statistics SQLite takes the table itself for quicker, and reads all of it.
SELECT store_id FROM tasks INDEXED BY tasks_of_owner
WHERE tenant_id = $1 AND closed_us IS NULL AND owner = $4
    AND (lease_until_us IS NULL OR lease_until_us > $2)
LIMIT $3
