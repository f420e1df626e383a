SELECT failed, last_us, wait_until_us FROM attempts WHERE attempts_key = $1
