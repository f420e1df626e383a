#pragma once

#include "base/error.hpp"
#include "sql/connection.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

/// What W3 keeps: people, sessions, attempts, searches, audit.
namespace w3::store {

/// One SQLite file. Readers see what was last committed and wait for no disk. Any thread.
class Database {
public:
    using Work = std::function<base::Result<void>(sql::Connection&)>;

    /// Opens `sqlite:PATH`, makes it when it is not there, and brings it to this program's version.
    /// Fault::invalid for another kind of URL, Fault::unavailable when the file cannot be used,
    /// Fault::corrupt when it is damaged, Fault::unsupported when another program or a newer
    /// version made it; the sentence names the file.
    static base::Result<std::unique_ptr<Database>> open(std::string_view url);

    /// Reads; `work` writes nothing.
    base::Result<void> read(const Work& work);

    /// One transaction: all of it is durable when this succeeds, and nothing when `work` or the
    /// commit fails, whose error is given.
    base::Result<void> write(const Work& work);

    std::int64_t schema_version() const;

private:
    Database(std::unique_ptr<sql::Connection> reader, std::unique_ptr<sql::Connection> writer);

    std::mutex reader_mutex_;
    std::unique_ptr<sql::Connection> reader_;
    std::mutex writer_mutex_;
    std::unique_ptr<sql::Connection> writer_;
};

}  // namespace w3::store
