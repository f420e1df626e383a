UPDATE sessions SET last_used_us = $2 WHERE digest = $1
