INSERT INTO attempts (attempts_key, failed, last_us, wait_until_us) VALUES ($1, $2, $3, $4)
ON CONFLICT (attempts_key) DO UPDATE
SET failed = excluded.failed, last_us = excluded.last_us, wait_until_us = excluded.wait_until_us
