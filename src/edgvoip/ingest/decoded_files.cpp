#include "edgvoip/ingest/decoded_files.hpp"

#include "base/limits.hpp"
#include "edgvoip/ingest/descriptor.hpp"
#include "edgvoip/ingest/record_bytes.hpp"
#include "edgvoip/ingest/thread_count.hpp"
#include "edgvoip/source/freeswitch/json_cdr.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <optional>
#include <utility>

namespace edgvoip::ingest {
namespace {

constexpr std::size_t part_files = 64;
constexpr std::size_t parts_ahead = 160;  // more than one transaction takes

base::Result<std::string> read_file(const std::string& path) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    std::optional<std::string> bytes;
    if (file) bytes = read_record_bytes(file.get());
    if (bytes) return std::move(*bytes);
    return base::unavailable("cannot read '" + path + "': " + std::strerror(errno));
}

base::Result<DecodedFile> decode_file(const std::string& path, const std::string& source) {
    auto bytes = read_file(path);
    if (!bytes) return bytes.error();
    DecodedFile file{.path = path,
                     .leg = source::freeswitch::decode_json_cdr(
                         *bytes, source, std::filesystem::path(path).filename().string()),
                     .bytes = {},
                     .is_too_large = bytes->size() > base::limits::record_bytes_max};
    if (!file.leg && !file.is_too_large) file.bytes = std::move(*bytes);
    return file;
}

}  // namespace

DecodedFiles::DecodedFiles(std::vector<std::string> paths, std::string source)
    : paths_(std::move(paths)), source_(std::move(source)), ahead_(parts_ahead) {
    const std::size_t most = threads_up_to(base::limits::import_threads_max);
    for (std::size_t i = 0; i < std::min(most, parts()); ++i)
        threads_.emplace_back([this] { work(); });
}

DecodedFiles::~DecodedFiles() {
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    changed_.notify_all();
}

std::size_t DecodedFiles::parts() const {
    return (paths_.size() + part_files - 1) / part_files;
}

void DecodedFiles::work() {
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, [this] {
            return is_stopping_ || begun_ == parts() || begun_ < taken_ + parts_ahead;
        });
        if (is_stopping_ || begun_ == parts()) return;
        const std::size_t number = begun_++;
        lock.unlock();
        Part part = decoded(number);
        lock.lock();
        ahead_[number % parts_ahead] = std::move(part);
        changed_.notify_all();
    }
}

DecodedFiles::Part DecodedFiles::decoded(std::size_t number) const {
    Part part;
    part.is_done = true;
    try {
        const std::size_t end = std::min((number + 1) * part_files, paths_.size());
        part.files->reserve(end - number * part_files);
        for (std::size_t i = number * part_files; i < end; ++i) {
            auto file = decode_file(paths_[i], source_);
            if (!file) {
                part.files = file.error();
                break;
            }
            part.files->push_back(std::move(*file));
        }
    } catch (...) {
        part.failure = std::current_exception();
    }
    return part;
}

base::Result<std::vector<DecodedFile>> DecodedFiles::next() {
    std::unique_lock lock(mutex_);
    if (taken_ == parts()) return std::vector<DecodedFile>();
    Part& awaited = ahead_[taken_ % parts_ahead];
    changed_.wait(lock, [&awaited] { return awaited.is_done; });
    Part part = std::exchange(awaited, Part());
    ++taken_;
    lock.unlock();
    changed_.notify_all();
    if (part.failure) std::rethrow_exception(part.failure);
    return std::move(part.files);
}

}  // namespace edgvoip::ingest
