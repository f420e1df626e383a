DELETE FROM attempts WHERE attempts_key = $1
