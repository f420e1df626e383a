#pragma once

#include "base/error.hpp"
#include "edgvoip/call/leg_record.hpp"

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace edgvoip::ingest {

/// One file that should be a record.
struct DecodedFile {
    std::string path;
    base::Result<call::LegRecord> leg;  ///< or why it is none
    /// Of a file that is no record: all of it, unless it is larger than
    /// `limits::record_bytes_max`.
    std::string bytes;
    bool is_too_large = false;
};

/// Files of FreeSWITCH's mod_json_cdr, read and decoded by threads of its own a little ahead of who
/// takes them. One thread takes.
class DecodedFiles {
public:
    /// `source` is the name the records are stored under.
    DecodedFiles(std::vector<std::string> paths, std::string source);
    DecodedFiles(const DecodedFiles&) = delete;
    DecodedFiles& operator=(const DecodedFiles&) = delete;
    /// Whatever is left is not read.
    ~DecodedFiles();

    /// The next of the files, in the order in which they were given; none behind the last.
    /// Fault::unavailable when one of them cannot be read.
    base::Result<std::vector<DecodedFile>> next();

private:
    /// Neighbouring files, decoded by one thread.
    struct Part {
        base::Result<std::vector<DecodedFile>> files = std::vector<DecodedFile>();
        std::exception_ptr failure;  ///< instead
        bool is_done = false;
    };

    void work();
    Part decoded(std::size_t number) const;
    std::size_t parts() const;

    const std::vector<std::string> paths_;
    const std::string source_;

    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Part> ahead_;  // a ring, by the part's number
    std::size_t begun_ = 0;    // parts that somebody decodes or has decoded
    std::size_t taken_ = 0;    // parts
    bool is_stopping_ = false;
    std::vector<std::jthread> threads_;
};

}  // namespace edgvoip::ingest
