#pragma once

#include "sql/sqlite/connection.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace sql::sqlite {

/// A folder of its own for one test, removed with all it holds.
class ScratchFolder {
public:
    ScratchFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "edg_sql_XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no scratch folder");
        path_ = pattern;
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    ~ScratchFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    std::string file(const std::string& name) const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};

inline std::unique_ptr<Connection> open_to_write(const std::string& path) {
    Options options;
    options.path = path;
    options.busy_timeout_ms = 0;
    return Connection::open(options).value();
}

/// The first column of every row, as text.
inline std::vector<std::string> column(sql::Connection& connection, std::string_view text,
                                       std::initializer_list<Parameter> parameters = {}) {
    std::vector<std::string> values;
    connection
        .run({text, text}, parameters,
             [&values](const Row& row) { values.emplace_back(row.text(0)); })
        .value();
    return values;
}

}  // namespace sql::sqlite
