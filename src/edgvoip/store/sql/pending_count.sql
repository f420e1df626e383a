SELECT count(*) FROM pending_legs WHERE reason = $1
