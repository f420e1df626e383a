-- Of every tenant, for the program itself: the only reader is not bound to one.
SELECT tenant_id, change_seq FROM change_counters
