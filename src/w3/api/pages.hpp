#pragma once

#include "base/error.hpp"
#include "http/message.hpp"

#include <map>
#include <string>
#include <string_view>

namespace w3::api {

/// The built pages, read into memory at the start. Immutable; any thread.
class Pages {
public:
    /// Reads a folder with an `index.html`, and `assets/` whose names change with their content;
    /// `X.gz` is `X` for those who take gzip. Fault::unavailable when it cannot be read or has no
    /// `index.html`, Fault::exhausted beyond `limits::web_files_max` and `limits::web_bytes_max`.
    static base::Result<Pages> read(const std::string& folder);

    /// A file, or `index.html` for the address of a page; 404 for anything else, 405 for what is
    /// neither GET nor HEAD.
    http::Answer answer(const http::Request& request) const;

    /// What is told of a path: `page`, `file`, or nothing.
    std::string_view route_of(std::string_view path) const;

private:
    struct File {
        std::string bytes;
        std::string gzip;  ///< empty: there is none
    };

    const File* find(std::string_view path) const;

    std::map<std::string, File, std::less<>> files_;  // by path, which starts with a slash
};

}  // namespace w3::api
