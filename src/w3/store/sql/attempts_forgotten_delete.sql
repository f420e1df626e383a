DELETE FROM attempts WHERE last_us < $1
