SELECT scope, call_id FROM voided_contacts WHERE tenant_id = $1 AND number = $2
