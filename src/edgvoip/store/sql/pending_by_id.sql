SELECT parent, reason, since_us, record FROM pending_legs WHERE leg_id = $1
