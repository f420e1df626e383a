-- Where a stored call belongs, and its last change.
SELECT store_id, ext_number, change_seq FROM calls
WHERE tenant_id = $1 AND start_us = $2 AND call_id = $3
