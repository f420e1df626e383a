SELECT count(*) FROM sessions WHERE last_used_us > $1 AND began_us > $2
