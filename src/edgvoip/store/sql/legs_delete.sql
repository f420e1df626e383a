DELETE FROM legs WHERE tenant_id = $1 AND start_us = $2 AND call_id = $3
