SELECT change_seq, forgotten_through FROM tenant_change_counters WHERE tenant_id = $1
