SELECT s.search_id, s.name, s.query, s.shared, s.person_id, p.name, p.store_ids
FROM searches s JOIN people p ON p.tenant_id = s.tenant_id AND p.person_id = s.person_id
WHERE s.tenant_id = $1 AND (s.person_id = $2 OR s.shared = 1) ORDER BY s.name, s.search_id
