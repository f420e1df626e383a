INSERT INTO voided_contacts (tenant_id, number, scope, call_id) VALUES ($1, $2, $3, $4)
ON CONFLICT DO NOTHING
