#include "w3/store/database.hpp"

#include "sql/sqlite/connection.hpp"
#include "sql/sqlite/schema.hpp"
#include "w3/store/migrations/statements.hpp"

#include <filesystem>
#include <utility>

namespace w3::store {
namespace {

constexpr std::string_view scheme = "sqlite:";

sql::sqlite::Schema our_schema() {
    // `w3su`, as the first migration says.
    return {.application_id = 1999860597, .migrations = migrations::all};
}

base::Result<std::unique_ptr<sql::Connection>> open_connection(const std::string& path,
                                                               bool read_only) {
    sql::sqlite::Options options;
    options.path = path;
    options.read_only = read_only;
    auto connection = sql::sqlite::Connection::open(options);
    if (!connection) return connection.error();
    return std::unique_ptr<sql::Connection>(std::move(*connection));
}

struct Connections {
    std::unique_ptr<sql::Connection> reader, writer;
};

base::Result<Connections> open_both(const std::string& path) {
    std::error_code error;
    // An existing file is looked at without being able to change it: it may be somebody else's.
    if (std::filesystem::exists(path, error) && std::filesystem::file_size(path, error) > 0) {
        auto looking = open_connection(path, true);
        if (!looking) return looking.error();
        const auto ours = sql::sqlite::check_schema(**looking, our_schema());
        if (!ours) return ours.error();
    }
    auto writer = open_connection(path, false);
    if (!writer) return writer.error();
    const auto migrated = sql::sqlite::migrate(**writer, our_schema());
    if (!migrated) return migrated.error();
    auto reader = open_connection(path, true);
    if (!reader) return reader.error();
    return Connections{std::move(*reader), std::move(*writer)};
}

}  // namespace

Database::Database(std::unique_ptr<sql::Connection> reader, std::unique_ptr<sql::Connection> writer)
    : reader_(std::move(reader)), writer_(std::move(writer)) {}

base::Result<std::unique_ptr<Database>> Database::open(std::string_view url) {
    if (!url.starts_with(scheme) || url.size() == scheme.size()) {
        return base::invalid("'" + std::string(url) +
                             "' is not the URL of a store: write sqlite:PATH");
    }
    const std::string path(url.substr(scheme.size()));
    auto both = open_both(path);
    if (!both) {
        base::Error failed = base::within("the store '" + path + "'", both.error());
        if (failed.fault == base::Fault::unavailable) {
            failed.detail +=
                ": the user running this program needs to read and write the file and its folder";
        }
        return failed;
    }
    return std::unique_ptr<Database>(
        new Database(std::move(both->reader), std::move(both->writer)));
}

base::Result<void> Database::read(const Work& work) {
    const std::lock_guard lock(reader_mutex_);
    return work(*reader_);
}

base::Result<void> Database::write(const Work& work) {
    const std::lock_guard lock(writer_mutex_);
    if (auto begun = writer_->begin(); !begun) return begun;
    try {
        auto done = work(*writer_);
        if (done) done = writer_->commit();
        if (!done) writer_->rollback();
        return done;
    } catch (...) {
        writer_->rollback();
        throw;
    }
}

std::int64_t Database::schema_version() const {
    return our_schema().latest();
}

}  // namespace w3::store
