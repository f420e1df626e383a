#include "edgvoip/store/sqlite/bulk_loader.hpp"

#include "base/folded_text.hpp"
#include "base/limits.hpp"
#include "edgvoip/store/call_row.hpp"
#include "edgvoip/store/sql/statements.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <tuple>

namespace edgvoip::store::sqlite {
namespace {

constexpr std::chrono::seconds patience(base::limits::writer_turn_seconds_max);
constexpr std::int32_t cache_kib = 64 * 1024;

constexpr sql::Statement use_rollback_journal{"bulk_journal", "PRAGMA journal_mode = DELETE"};
constexpr sql::Statement use_wal{"bulk_journal_back", "PRAGMA journal_mode = WAL"};
constexpr sql::Statement is_used{
    "bulk_is_used",
    "SELECT EXISTS (SELECT 1 FROM calls) OR EXISTS (SELECT 1 FROM call_keys)"
    " OR EXISTS (SELECT 1 FROM pending_legs) OR EXISTS (SELECT 1 FROM change_counters)"};

// Keys come in no order, so that each would change another page of `call_keys`: they are noted
// first, in a file of SQLite's own, and sorted at the end. Of one key the last call counts.
constexpr std::string_view make_notes =
    "PRAGMA temp_store = FILE; PRAGMA threads = 2;"
    "CREATE TEMP TABLE noted_keys (key TEXT, tenant_id BLOB, start_us INTEGER, call_id TEXT)";
constexpr sql::Statement note{"bulk_note_key", "INSERT INTO noted_keys VALUES ($4, $1, $2, $3)"};
constexpr std::string_view put_noted_keys =
    "INSERT INTO call_keys (key, tenant_id, start_us, call_id)"
    " SELECT key, tenant_id, start_us, call_id FROM noted_keys WHERE true ORDER BY key, rowid"
    " ON CONFLICT (key) DO UPDATE SET tenant_id = excluded.tenant_id,"
    " start_us = excluded.start_us, call_id = excluded.call_id";

/// Where SQLite keeps the number that the first migration gives our databases.
constexpr std::streamoff application_id_at = 68;
constexpr std::string_view our_application_id = "edgv";

auto order_of(const CallKey& key) {
    return std::tie(key.tenant, key.start, key.id);
}

std::array<sql::Parameter, 3> key_of(const call::Call& call) {
    return {call.tenant.uuid, call.start.us, std::string_view(call.id.text)};
}

}  // namespace

base::Result<std::unique_ptr<SqliteBulkLoader>> SqliteBulkLoader::begin(const std::string& path) {
    auto lock = WriterLock::open(path);
    if (!lock) return lock.error();
    if (auto locked = lock->lock(patience); !locked) return locked.error();
    sql::sqlite::Options options;
    options.path = path;
    options.cache_kib = cache_kib;
    auto connection = sql::sqlite::Connection::open(options);
    if (!connection) return connection.error();
    std::unique_ptr<SqliteBulkLoader> loader(
        new SqliteBulkLoader(std::move(*lock), std::move(*connection)));
    if (auto prepared = loader->prepare(); !prepared) return prepared.error();
    return loader;
}

SqliteBulkLoader::~SqliteBulkLoader() {
    connection_->rollback();
    // Should it fail, whoever opens the store next for writing does it.
    static_cast<void>(connection_->run(use_wal, {}));
}

base::Result<void> SqliteBulkLoader::prepare() {
    const auto journal = connection_->run(use_rollback_journal, {});
    if (!journal) {
        return base::within("a program has the store open: stop it while calls are loaded",
                            journal.error());
    }
    if (auto noted = connection_->script("bulk_notes", make_notes); !noted) return noted;
    if (auto begun = connection_->script("bulk_begin", "BEGIN EXCLUSIVE"); !begun) return begun;
    bool used = false;
    const auto ran =
        connection_->run(is_used, {}, [&used](const sql::Row& row) { used = row.integer(0) != 0; });
    if (!ran) return ran.error();
    if (!used) return {};
    return base::Error{base::Fault::conflict,
                       "the store has or had calls: only a new one can be loaded at once"};
}

base::Result<void> SqliteBulkLoader::change(const sql::Statement& statement,
                                            std::span<const sql::Parameter> parameters) {
    if (!connection_->in_transaction()) {
        return base::unavailable(std::string(statement.name) +
                                 ": the loading was given up after an earlier error");
    }
    const auto changed = connection_->run(statement, parameters, [](const sql::Row&) {});
    if (!changed) return changed.error();
    return {};
}

base::Result<void> SqliteBulkLoader::take_place(const call::Call& call) {
    CallKey place{call.tenant, call.start, call.id};
    if (last_ && order_of(*last_) >= order_of(place)) {
        return base::invalid("the call '" + call.id.text +
                             "' is not behind the last one by tenant, start and id");
    }
    const bool new_tenant = !last_ || last_->tenant != call.tenant;
    if (new_tenant) calls_of_change_ = base::limits::change_calls_max;
    last_ = std::move(place);
    return {};
}

base::Result<void> SqliteBulkLoader::count_call(base::TenantId tenant) {
    if (calls_of_change_ == base::limits::change_calls_max) {
        const auto ran =
            connection_->run(statements::next_change, {tenant.uuid},
                             [this](const sql::Row& row) { change_number_ = row.integer(0); });
        if (!ran) return ran.error();
        calls_of_change_ = 0;
    }
    ++calls_of_change_;
    return {};
}

base::Result<void> SqliteBulkLoader::put(const call::Call& call,
                                         const std::vector<EncodedLeg>& legs) {
    base::check(!call::violation(call), "a sound call is stored");
    if (auto taken = take_place(call); !taken) return taken;
    if (auto counted = count_call(call.tenant); !counted) return counted;
    const std::string name_folded = base::fold_text(call.from_name);
    const auto parameters = call_parameters(call, change_number_, name_folded);
    if (auto done = change(statements::call_insert, parameters); !done) return done;
    if (auto done = put_legs(call); !done) return done;
    return put_records(call, legs);
}

base::Result<void> SqliteBulkLoader::put_legs(const call::Call& call) {
    for (std::size_t n = 0; n < call.legs.size(); ++n) {
        const auto done = change(statements::leg_insert, leg_parameters(call, n));
        if (!done) return done;
    }
    return {};
}

base::Result<void> SqliteBulkLoader::put_records(const call::Call& call,
                                                 const std::vector<EncodedLeg>& legs) {
    const Key key = key_of(call);
    std::int64_t n = 0;
    for (const EncodedLeg& leg : legs) {
        const std::array<sql::Parameter, 6> parameters = {
            key[0], key[1], key[2], n++, std::string_view(leg.leg_id), sql::Blob{leg.bytes}};
        if (auto done = change(statements::leg_record_insert, parameters); !done) return done;
        if (leg.leg_id == call.id.text) continue;
        if (auto done = note_key(leg.leg_id, key); !done) return done;
    }
    return note_key(call.id.text, key);
}

base::Result<void> SqliteBulkLoader::note_key(std::string_view key, const Key& call) {
    const std::array<sql::Parameter, 4> parameters = {call[0], call[1], call[2], key};
    return change(note, parameters);
}

base::Result<void> SqliteBulkLoader::finish() {
    if (!connection_->in_transaction()) {
        return base::unavailable("the loading was given up after an earlier error");
    }
    if (auto put = connection_->script("bulk_keys", put_noted_keys); !put) return put;
    return connection_->commit();
}

bool is_half_loaded(const std::string& path) {
    std::error_code none;
    if (std::filesystem::file_size(path + "-journal", none) == 0 || none) return false;
    std::ifstream file(path, std::ios::binary);
    std::string application_id(our_application_id.size(), '\0');
    file.seekg(application_id_at)
        .read(application_id.data(), static_cast<std::streamsize>(application_id.size()));
    return file && application_id == our_application_id;
}

}  // namespace edgvoip::store::sqlite
