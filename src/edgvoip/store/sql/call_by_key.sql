SELECT
-- include call_columns.part
    , change_seq, start_moved, billsec_moved, mos_moved
FROM tenant_calls WHERE tenant_id = $1 AND start_us = $2 AND call_id = $3
