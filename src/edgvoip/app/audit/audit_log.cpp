#include "edgvoip/app/audit/audit_log.hpp"

#include "base/limits.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace edgvoip::app {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds between_writes(10);
constexpr std::chrono::milliseconds between_tries(500);
constexpr mode_t service_only = S_IRUSR | S_IWUSR;

base::Error cannot_write(const std::string& path, int why) {
    return base::unavailable("cannot write the audit '" + path + "': " + std::strerror(why));
}

/// Whether a process that was killed has left half a line at the end.
bool ends_inside_a_line(const std::string& path) {
    std::error_code error;
    const std::uintmax_t size = fs::file_size(path, error);
    if (error || size == 0) return false;
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return false;
    char last = '\n';
    const bool is_read = ::pread(file, &last, 1, static_cast<off_t>(size - 1)) == 1;
    ::close(file);
    return is_read && last != '\n';
}

}  // namespace

std::string audit_file_name(base::Instant at) {
    constexpr std::size_t day_characters = 10;
    return base::to_iso8601(at).substr(0, day_characters) + ".jsonl";
}

base::Result<std::unique_ptr<AuditLog>> AuditLog::start(std::string folder,
                                                        const base::Clock& clock,
                                                        base::Observer& observer) {
    std::error_code error;
    if (fs::create_directories(folder, error)) {
        fs::permissions(folder, fs::perms::owner_all, error);
    }
    if (error) return cannot_write(folder, error.value());
    std::unique_ptr<AuditLog> log(new AuditLog(std::move(folder), clock, observer));
    if (const auto opened = log->open_today(); !opened) return opened.error();
    if (ends_inside_a_line(log->path_)) {
        if (const auto ended = log->write("\n"); !ended) return ended.error();
    }
    log->thread_ = std::thread([raw = log.get()] { raw->write_what_comes(); });
    return log;
}

base::Result<void> AuditLog::keep(std::string_view line) {
    bool is_first = false;
    {
        const std::lock_guard lock(mutex_);
        if (is_stopping_) return base::unavailable("the audit has ended");
        if (waiting_.size() + line.size() > base::limits::audit_waiting_bytes_max) {
            return base::Error{base::Fault::exhausted,
                               "the audit cannot be written as fast as questions come"};
        }
        is_first = waiting_.empty();
        waiting_.append(line).append(1, '\n');
    }
    // The others are found by the one that the first has woken.
    if (is_first) changed_.notify_one();
    return {};
}

bool AuditLog::await_lines(std::string& lines) {
    lines.clear();  // its memory is what the next ones are gathered in
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return is_stopping_ || !waiting_.empty(); });
    // Others may join: one write for many lines.
    changed_.wait_for(lock, between_writes, [this] { return is_stopping_; });
    lines.swap(waiting_);
    return !lines.empty();
}

bool AuditLog::may_try_again() {
    std::unique_lock lock(mutex_);
    return !changed_.wait_for(lock, between_tries, [this] { return is_stopping_; });
}

void AuditLog::write_what_comes() {
    std::string lines;
    while (await_lines(lines)) {
        written_ = 0;
        auto done = write(lines);
        if (done) continue;
        tell_failure(done.error());
        while (!done && may_try_again())
            done = write(lines);
        if (!done) return give_up(lines);
        observer_.event(base::Severity::info, "audit_written_again", {});
    }
}

void AuditLog::give_up(std::string_view lines) {
    const std::lock_guard lock(mutex_);
    std::string lost(lines.substr(written_));
    lost += waiting_;
    observer_.event(
        base::Severity::error, "audit_lost",
        {{"lines", static_cast<std::int64_t>(std::count(lost.begin(), lost.end(), '\n'))}});
}

base::Result<void> AuditLog::write(std::string_view lines) {
    // A line that is half written is ended in the file that has its beginning.
    if (written_ == 0 || lines[written_ - 1] == '\n') {
        if (const auto opened = open_today(); !opened) return opened;
    }
    while (written_ < lines.size()) {
        const ssize_t bytes = ::write(file_, lines.data() + written_, lines.size() - written_);
        if (bytes < 0 && errno == EINTR) continue;
        if (bytes < 0) return cannot_write(path_, errno);
        written_ += static_cast<std::size_t>(bytes);
    }
    return {};
}

base::Result<void> AuditLog::open_today() {
    const std::string path = (fs::path(folder_) / audit_file_name(clock_.now())).string();
    if (path == path_) return {};
    const int file = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, service_only);
    if (file < 0) return cannot_write(path, errno);
    close_file();
    file_ = file;
    path_ = path;
    return {};
}

void AuditLog::stop() {
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
    close_file();
}

void AuditLog::close_file() {
    if (file_ < 0) return;
    if (::fsync(file_) != 0) tell_failure(cannot_write(path_, errno));
    ::close(file_);
    file_ = -1;
}

void AuditLog::tell_failure(const base::Error& failure) {
    observer_.event(base::Severity::error, "audit_write_failed",
                    {{"what", std::string_view(failure.detail)}});
}

}  // namespace edgvoip::app
