DELETE FROM pending_legs WHERE leg_id = $1
