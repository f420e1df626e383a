INSERT INTO callback_settings (tenant_id, sla_minutes, contact_min_sec, null_sec, attempts_max,
    attempts_gap_minutes, is_automatic, is_one_list, has_figures_of_people)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (tenant_id) DO UPDATE SET sla_minutes = excluded.sla_minutes,
    contact_min_sec = excluded.contact_min_sec, null_sec = excluded.null_sec,
    attempts_max = excluded.attempts_max, attempts_gap_minutes = excluded.attempts_gap_minutes,
    is_automatic = excluded.is_automatic, is_one_list = excluded.is_one_list,
    has_figures_of_people = excluded.has_figures_of_people
