-- Only what still leads to this call: a leg may meanwhile belong to another.
DELETE FROM call_keys
WHERE key IN (SELECT leg_id FROM leg_records WHERE tenant_id = $1 AND start_us = $2 AND call_id = $3
              UNION ALL SELECT $3)
    AND tenant_id = $1 AND start_us = $2 AND call_id = $3
