SELECT sla_minutes, contact_min_sec, null_sec, attempts_max, attempts_gap_minutes, is_automatic,
    is_one_list, has_figures_of_people
FROM callback_settings WHERE tenant_id = $1
