#include "edgvoip/store/sqlite/schema.hpp"

#include "edgvoip/store/sqlite/migrations/statements.hpp"

namespace edgvoip::store::sqlite {
namespace {

constexpr std::int64_t our_application_id = 1701078902;  // `edgv`, as the first migration says

// Room for the inner pages of the trees of some ten million calls: rows are fetched one by one.
constexpr std::int32_t reader_cache_kib = 64 * 1024;

}  // namespace

sql::sqlite::Schema calls_schema() {
    return {.application_id = our_application_id, .migrations = migrations::all};
}

sql::sqlite::Options reader_options(const std::string& path) {
    sql::sqlite::Options options;
    options.path = path;
    options.read_only = true;
    options.cache_kib = reader_cache_kib;
    options.guarded_views = {{"tenant_calls", "calls"},
                             {"tenant_legs", "legs"},
                             {"tenant_call_keys", "call_keys"},
                             {"tenant_removed_calls", "removed_calls"},
                             {"tenant_change_counters", "change_counters"}};
    return options;
}

}  // namespace edgvoip::store::sqlite
