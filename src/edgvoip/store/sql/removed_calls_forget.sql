DELETE FROM removed_calls WHERE tenant_id = $1 AND at_us < $2 RETURNING change_seq
