SELECT parent, reason, since_us, record FROM pending_legs
WHERE reason = 'no_tenant' AND parent = ''
ORDER BY leg_id
