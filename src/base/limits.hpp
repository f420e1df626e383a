#pragma once

#include <cstddef>
#include <cstdint>

/// Every limit of the program, in one place.
namespace base::limits {

// HTTP, public listener
constexpr std::size_t http_target_bytes_max = 4 * 1024;
constexpr std::size_t http_header_bytes_max = 8 * 1024;
constexpr std::size_t http_header_fields_max = 64;
constexpr std::size_t http_query_parameters_max = 64;
constexpr std::int64_t http_header_seconds_max = 10;
constexpr std::int64_t http_handshake_seconds_max = 5;
constexpr std::int64_t http_idle_seconds_max = 60;
constexpr std::int64_t http_write_seconds_max = 30;
constexpr std::int64_t http_write_bytes_min = 30 * 1024;  ///< that a client takes in that time
constexpr std::int64_t http_drain_seconds_max = 10;
constexpr std::size_t http_connections_max = 12'000;          ///< of one server
constexpr std::size_t http_connections_per_client_max = 100;  ///< unless configured otherwise
constexpr std::int64_t http_requests_per_connection_max = 10'000;
constexpr int http_refusals_unpaused = 3;         ///< in a row, of a connection
constexpr std::int64_t http_pause_ms_first = 10;  ///< after the next one
constexpr std::int64_t http_pause_ms_max = 1000;  ///< no more than the least Retry-After
constexpr std::size_t request_id_bytes_max = 64;
constexpr std::size_t event_stream_bytes_max = 64 * 1024;  ///< that wait for one listener
constexpr std::size_t response_bytes_max = 1024 * 1024;    ///< of a server that this program asks

// Lists
constexpr int page_size_default = 50;
constexpr int page_size_max = 500;
constexpr std::int64_t page_max = 1'000'000'000;
constexpr std::int64_t interval_days_default = 30;
constexpr std::size_t search_text_bytes_min = 2;
constexpr std::size_t search_text_bytes_max = 128;
constexpr std::int64_t parameter_seconds_max = 1'000'000'000;

// Call index
constexpr std::int64_t index_follow_ms = 200;    ///< between two looks for others' changes
constexpr std::int64_t index_retry_ms = 1000;    ///< before a tenant that failed is loaded again
constexpr std::size_t index_loaders_max = 4;     ///< threads that load it at the start
constexpr std::int64_t index_wait_ms = 2000;     ///< a question's patience with a tenant that loads
constexpr std::size_t index_waiting_max = 1000;  ///< questions that wait at a time
constexpr std::size_t index_waiting_per_tenant_max = 200;  ///< of them, those about one tenant
constexpr std::int64_t row_cache_mb_max = 1024 * 1024;
constexpr std::int64_t index_catch_up_wait_ms = 250;   ///< a question's patience with a newer row
constexpr int index_check_rounds_max = 20;             ///< tries to meet the index that is checked
constexpr std::int64_t index_check_seconds_max = 600;  ///< of one tenant, as the verb waits
constexpr std::int64_t index_check_wait_seconds_max = 120;  ///< for a server that cannot yet
constexpr std::size_t series_buckets_max = 10'000;          ///< of one series, which has no pages

// Incremental sync
constexpr std::int64_t sync_memory_days = 90;            ///< removals are told, tokens are good
constexpr std::int64_t sync_rows_examined_max = 10'000;  ///< for one page, unseen ones included
constexpr std::int64_t change_calls_max = 2000;          ///< of one number of the change counter

// Tokens
constexpr std::size_t token_bytes_max = 4 * 1024;
constexpr std::int64_t token_lifetime_seconds_max = 24 * 3600;
constexpr std::int64_t token_leeway_seconds = 30;
constexpr std::size_t good_tokens_max = 4096;  ///< remembered, so as not to be verified again
constexpr std::size_t hs256_secret_bytes_min = 32;
constexpr std::size_t token_list_entries_max = 1000;
constexpr std::size_t jwks_bytes_max = 256 * 1024;
constexpr std::size_t jwks_keys_max = 64;
constexpr int rsa_modulus_bits_min = 2048;
constexpr int rsa_modulus_bits_max = 8192;

// Rate limits
constexpr std::size_t rate_limit_keys_max = 128 * 1024;  ///< remembered, of one limit
constexpr std::int64_t rate_limit_max = 1'000'000'000;   ///< what may be configured

// Access audit
constexpr std::size_t audit_waiting_bytes_max = 16 * 1024 * 1024;  ///< while no disk takes them

// Records
constexpr std::size_t record_bytes_max = 1024 * 1024;
constexpr std::size_t record_text_bytes_max = 512;  ///< one value kept of a record
constexpr std::size_t record_apps_max = 256;        ///< dialplan steps kept of a leg
constexpr std::size_t call_legs_max = 1000;
constexpr std::size_t import_batch_records = 10'000;
constexpr std::size_t import_threads_max = 4;  ///< that read and decode files

// Live ingest
constexpr std::size_t ingest_queue_records_max = 10'000;  ///< then senders are told to come again
constexpr std::size_t ingest_group_records_max = 500;     ///< records of one commit
constexpr std::size_t quarantine_queue_records_max = 64;  ///< posted ones on their way to it
constexpr std::size_t source_name_bytes_max = 64;
constexpr std::size_t spool_names_max = 100'000;      ///< of a backlog held at a time
constexpr std::int64_t writer_turn_seconds_max = 30;  ///< waiting for another to write

// Live calls
constexpr std::size_t live_channels_max = 100'000;
constexpr std::size_t live_changes_max = 4096;  ///< of a tenant, for those who come back
constexpr std::size_t live_stream_bytes_max = 8 * 1024 * 1024;  ///< that wait for one reader
constexpr std::int64_t live_beat_seconds = 5;
constexpr std::size_t event_header_bytes_max = 16 * 1024;       ///< of one frame of a PBX
constexpr std::size_t event_body_bytes_max = 16 * 1024 * 1024;  ///< 1,000 channels are 1 MB

// Files read at start
constexpr std::size_t directory_bytes_max = 64 * 1024 * 1024;
constexpr std::size_t configuration_bytes_max = 1024 * 1024;
constexpr std::size_t secret_file_bytes_max = 64 * 1024;

static_assert(page_size_default <= page_size_max);
static_assert(http_target_bytes_max < http_header_bytes_max);

}  // namespace base::limits
