#include "edgvoip/store/sqlite/store.hpp"

#include "edgvoip/store/sql/statements.hpp"
#include "edgvoip/store/sqlite/bulk_loader.hpp"
#include "edgvoip/store/sqlite/call_reader.hpp"
#include "edgvoip/store/sqlite/call_writer.hpp"
#include "edgvoip/store/sqlite/change_watch.hpp"
#include "edgvoip/store/sqlite/schema.hpp"
#include "edgvoip/store/sqlite/sealing_key.hpp"
#include "edgvoip/store/sqlite/writer_lock.hpp"
#include "sql/sqlite/connection.hpp"

#include <filesystem>
#include <string>
#include <utility>

namespace edgvoip::store::sqlite {
namespace {

constexpr std::int32_t writer_cache_kib = 64 * 1024;
constexpr std::uintmax_t first_page_bytes = 8192;

/// 0 for a file that is not there, such as the log of a store that nobody has open.
std::int64_t size_of(const std::string& path) {
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    return error ? 0 : static_cast<std::int64_t>(size);
}

class SqliteStore final : public Store {
public:
    SqliteStore(std::string path, std::int64_t version)
        : path_(std::move(path)), version_(version) {}

    base::Result<std::unique_ptr<CallReader>> reader() override {
        auto connection = sql::sqlite::Connection::open(reader_options(path_));
        if (!connection) return base::within("the store '" + path_ + "'", connection.error());
        return std::unique_ptr<CallReader>(new SqliteCallReader(std::move(*connection)));
    }

    base::Result<std::unique_ptr<CallWriter>> writer() override {
        auto lock = WriterLock::open(path_);
        if (!lock) return lock.error();
        sql::sqlite::Options options;
        options.path = path_;
        options.cache_kib = writer_cache_kib;
        auto connection = sql::sqlite::Connection::open(options);
        if (!connection) return base::within("the store '" + path_ + "'", connection.error());
        return std::unique_ptr<CallWriter>(
            new SqliteCallWriter(std::move(*lock), std::move(*connection)));
    }

    base::Result<std::unique_ptr<BulkLoader>> bulk_loader() override {
        auto loader = SqliteBulkLoader::begin(path_);
        if (!loader) return base::within("the store '" + path_ + "'", loader.error());
        return std::unique_ptr<BulkLoader>(std::move(*loader));
    }

    base::Result<std::unique_ptr<ChangeWatch>> change_watch() override {
        auto connection = whole_view();
        if (!connection) return connection.error();
        return std::unique_ptr<ChangeWatch>(new SqliteChangeWatch(std::move(*connection)));
    }

    base::Result<StoreFigures> figures() override {
        const auto connection = whole_view();
        if (!connection) return connection.error();
        StoreFigures figures;
        const auto counted =
            (*connection)->run(statements::pending_counts, {}, [&figures](const sql::Row& row) {
                figures.pending_no_root = row.integer(0);
                figures.pending_no_tenant = row.integer(1);
                figures.pending_other = row.integer(2);
            });
        if (!counted) return counted.error();
        figures.database_bytes = size_of(path_);
        figures.log_bytes = size_of(path_ + "-wal");
        return figures;
    }

    base::Result<base::Secret> sealing_key() override {
        const auto connection = whole_view();
        if (!connection) return connection.error();
        return read_sealing_key(**connection);
    }

    std::int64_t schema_version() const override { return version_; }

private:
    /// Reads the tables of all tenants: for the program's own questions, never a client's.
    base::Result<std::unique_ptr<sql::sqlite::Connection>> whole_view() {
        sql::sqlite::Options options;
        options.path = path_;
        options.read_only = true;
        auto connection = sql::sqlite::Connection::open(options);
        if (!connection) return base::within("the store '" + path_ + "'", connection.error());
        return connection;
    }

    std::string path_;
    std::int64_t version_;
};

/// What is wrong with the place before SQLite is asked; it would only say "unable to open".
base::Result<void> check_place(const std::filesystem::path& path) {
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) {
        return base::unavailable("the store '" + path.string() +
                                 "' is a folder: name a file in the store's URL");
    }
    if (!std::filesystem::is_directory(path.parent_path(), error)) {
        return base::unavailable("the folder '" + path.parent_path().string() +
                                 "' does not exist: make it, or name another in the store's URL");
    }
    return {};
}

/// A store whose making was cut short, before it had more than its first page: only someone who may
/// write can put that back, and there is nothing in it.
bool is_half_made(const std::string& path, std::uintmax_t size) {
    return size <= first_page_bytes && size_of(path + "-journal") > 0;
}

/// An existing file is looked at without being able to change it: it may be somebody else's.
base::Result<void> check_content(const std::string& path) {
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    if (error || size == 0 || is_half_made(path, size) || is_half_loaded(path)) return {};
    sql::sqlite::Options options;
    options.path = path;
    options.read_only = true;
    auto connection = sql::sqlite::Connection::open(options);
    if (!connection) return connection.error();
    return sql::sqlite::check_schema(**connection, calls_schema());
}

base::Result<std::int64_t> open_and_migrate(const std::string& path) {
    if (auto checked = check_content(path); !checked) return checked.error();
    sql::sqlite::Options options;
    options.path = path;
    auto connection = sql::sqlite::Connection::open(options);
    if (!connection) return connection.error();
    const auto version = sql::sqlite::migrate(**connection, calls_schema());
    if (!version) return version;
    if (auto made = make_sealing_key(**connection); !made) return made.error();
    return version;
}

std::string advice(base::Fault fault) {
    if (fault == base::Fault::corrupt) {
        return ": it is damaged or not a SQLite database; restore a backup or name another file";
    }
    if (fault == base::Fault::unavailable) {
        return ": the user running this program needs to read and write the file and its folder, "
               "and the disk needs room";
    }
    return {};
}

}  // namespace

base::Result<std::unique_ptr<Store>> open_store(std::string_view path) {
    if (path.empty()) return base::invalid("the store's URL 'sqlite:' names no file");
    std::error_code error;
    const auto absolute = std::filesystem::absolute(std::filesystem::path(path), error);
    if (error) {
        return base::unavailable("the store '" + std::string(path) + "': " + error.message());
    }
    if (auto checked = check_place(absolute); !checked) return checked.error();
    const auto version = open_and_migrate(absolute.string());
    if (!version) {
        base::Error failed = base::within("the store '" + absolute.string() + "'", version.error());
        failed.detail += advice(failed.fault);
        return failed;
    }
    return std::unique_ptr<Store>(new SqliteStore(absolute.string(), *version));
}

}  // namespace edgvoip::store::sqlite
