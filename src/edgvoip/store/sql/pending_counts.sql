SELECT (SELECT count(*) FROM pending_legs WHERE reason = 'no_root'),
    (SELECT count(*) FROM pending_legs WHERE reason = 'no_tenant'),
    (SELECT count(*) FROM pending_legs WHERE reason < 'no_root')
        + (SELECT count(*) FROM pending_legs WHERE reason > 'no_root' AND reason < 'no_tenant')
        + (SELECT count(*) FROM pending_legs WHERE reason > 'no_tenant')
