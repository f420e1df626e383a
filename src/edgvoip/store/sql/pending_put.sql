INSERT INTO pending_legs (leg_id, parent, reason, since_us, record) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (leg_id) DO UPDATE SET
    parent = excluded.parent, reason = excluded.reason, since_us = excluded.since_us,
    record = excluded.record
