-- Where a stored call belongs, what it is sorted by, and its last change.
SELECT store_id, ext_number, change_seq, billsec, mos_centi, start_moved, billsec_moved, mos_moved
FROM calls WHERE tenant_id = $1 AND start_us = $2 AND call_id = $3
