SELECT tenant_id, person_id, csrf, began_us, last_used_us FROM sessions WHERE digest = $1
