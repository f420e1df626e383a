SELECT parent, reason, since_us, record FROM pending_legs WHERE parent = $1 ORDER BY leg_id
