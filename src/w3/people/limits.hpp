#pragma once

#include <cstddef>
#include <cstdint>

/// Every limit of W3 Suite, in one place.
namespace w3::limits {

constexpr std::size_t body_bytes_max = 16 * 1024;  ///< of a request

// Passwords: argon2id (RFC 9106) as libsodium's `INTERACTIVE`
constexpr std::size_t password_chars_min = 12;
constexpr std::size_t password_bytes_max = 512;
constexpr unsigned long long password_passes = 2;
constexpr std::size_t password_memory_bytes = 64 * 1024 * 1024;
constexpr std::size_t password_threads = 2;      ///< passwords that are looked at at a time
constexpr std::size_t password_waiting_max = 8;  ///< then 503

// Sessions
constexpr std::int64_t session_idle_seconds_max = 12 * 3600;
constexpr std::int64_t session_seconds_max = 7 * 24 * 3600;
constexpr std::int64_t session_touch_seconds = 60;  ///< between two notes of when it was last used
constexpr std::int64_t sessions_per_person_max = 20;  ///< then the one used least lately ends

// Lock-out: so many attempts without delay, then one that doubles
constexpr std::int64_t account_attempts_free = 5;
constexpr std::int64_t client_attempts_free = 20;
constexpr std::int64_t first_delay_seconds = 30;
constexpr std::int64_t delay_seconds_max = 15 * 60;
constexpr std::int64_t attempts_memory_seconds = 24 * 3600;
constexpr std::int64_t attempt_rows_max = 100'000;

// People and what they keep
constexpr std::size_t email_bytes_max = 254;
constexpr std::size_t name_bytes_max = 200;
constexpr std::size_t ext_bytes_max = 32;
constexpr std::size_t store_ids_max = 64;  ///< more do not fit into a token of edgvoip
constexpr std::size_t search_name_bytes_max = 200;
constexpr std::size_t search_query_bytes_max = 2000;
constexpr std::int64_t searches_per_person_max = 200;
constexpr std::int64_t audit_page_size_default = 50;
constexpr std::int64_t audit_page_size_max = 500;
constexpr std::int64_t audit_page_max = 1'000'000;

// Asking edgvoip
constexpr std::size_t worker_threads = 8;
constexpr std::size_t workers_waiting_max = 256;  ///< then 503
constexpr std::int64_t token_seconds = 300;
constexpr std::int64_t token_seconds_left_min = 60;  ///< then a new one is signed
constexpr std::size_t tokens_max = 4096;
constexpr std::size_t read_bytes_max = 16 * 1024 * 1024;
constexpr std::int64_t read_connect_ms = 2000;
constexpr std::int64_t read_ms = 30'000;

// Exports; how many there may be is configured up to these
constexpr std::int64_t export_patience_seconds = 600;  ///< with an edgvoip that is away
constexpr std::size_t exports_kept_per_person = 10;    ///< that have ended; then the oldest goes
constexpr std::int64_t exports_per_person_max = 16;
constexpr std::int64_t exports_at_once_max = 64;
constexpr std::int64_t export_keep_minutes_max = 24 * 60;
constexpr std::int64_t export_sweep_ms = 10'000;  ///< between two looks for what is to be removed
constexpr std::size_t export_columns_max = 64;
constexpr std::size_t export_name_bytes_max = 32;  ///< of a column, a format

// Callbacks
constexpr std::int64_t callback_lease_seconds = 600;         ///< of whoever takes a task
constexpr std::int64_t callback_undo_seconds = 24 * 3600;    ///< of an automatic closing
constexpr std::int64_t callback_before_seconds = 24 * 3600;  ///< before following begins
constexpr std::int64_t callback_memory_days = 40;            ///< of calls with somebody
constexpr std::int64_t callback_minutes_max = 30 * 24 * 60;
constexpr std::int64_t callback_seconds_max = 3600;
constexpr std::int64_t callback_attempts_max = 20;
constexpr std::size_t callback_note_bytes_max = 2000;
constexpr std::int64_t callback_page_size_default = 100;
constexpr std::int64_t callback_page_size_max = 200;
constexpr std::int64_t callback_count_max = 1000;    ///< counted no further
constexpr std::int64_t callback_search_max = 2000;   ///< found by what they begin with
constexpr std::size_t callbacks_assigned_max = 200;  ///< at a time
constexpr std::size_t calendar_days_max = 200;       ///< exceptions of a store
constexpr std::size_t day_ranges_max = 6;
constexpr std::int64_t follow_note_seconds = 15;      ///< between two notes that all is known
constexpr std::int64_t follow_pause_min_ms = 50;      ///< between two looks at edgvoip
constexpr std::int64_t follow_pause_max_ms = 60'000;  ///< while it is away
constexpr std::size_t listeners_max = 1000;           ///< pages that wait for news
constexpr std::size_t listeners_per_person_max = 8;
constexpr std::int64_t listener_beat_seconds = 15;
constexpr std::int64_t listener_seconds_max = 900;  ///< then it comes again, and is looked at again

// Live calls
constexpr std::size_t live_listeners_max = 1000;  ///< pages that listen
constexpr std::size_t live_listeners_per_person_max = 8;
constexpr std::size_t live_event_bytes_max = 1024 * 1024;        ///< of edgvoip
constexpr std::size_t live_waiting_bytes_max = 2 * 1024 * 1024;  ///< for one page
constexpr std::size_t live_id_bytes_max = 512;
constexpr std::int64_t live_head_ms = 10'000;     ///< until edgvoip's answer begins
constexpr std::int64_t live_silence_ms = 15'000;  ///< of edgvoip, then it is asked anew
constexpr std::int64_t live_beat_ms = 4000;
constexpr std::int64_t live_look_ms = 4000;  ///< between two looks at a listener's session
constexpr std::int64_t live_patience_min_ms = 1000;
constexpr std::int64_t live_patience_max_ms = 10'000;  ///< while edgvoip is away

// Pages
constexpr std::size_t web_files_max = 2000;
constexpr std::size_t web_bytes_max = 64 * 1024 * 1024;

}  // namespace w3::limits
