SELECT audit_id, at_us, person_id, person_name, what, about, detail, client FROM audit WHERE
-- include audit_wanted.part
ORDER BY audit_id DESC LIMIT $4 OFFSET $5
