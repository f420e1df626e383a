DELETE FROM sessions WHERE last_used_us < $1 OR began_us < $2
