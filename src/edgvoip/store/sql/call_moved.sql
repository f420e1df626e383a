UPDATE calls SET start_moved = $4, billsec_moved = $5, mos_moved = $6
WHERE tenant_id = $1 AND start_us = $2 AND call_id = $3
