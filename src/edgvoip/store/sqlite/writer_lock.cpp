#include "edgvoip/store/sqlite/writer_lock.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string_view>
#include <thread>
#include <unistd.h>

namespace edgvoip::store::sqlite {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// Two bytes of the file are locked, not its content: the one who waits to write next holds the
// first, the one who writes the second.
constexpr int turn = 0;
constexpr int writing = 1;

constexpr milliseconds pause_first(1);
constexpr milliseconds pause_max(8);

/// Locks of the open file, not of the process: two writers of one process exclude each other too.
bool set_lock(int descriptor, short type, int place) {
    struct flock range{};
    range.l_type = type;
    range.l_whence = SEEK_SET;
    range.l_start = place;
    range.l_len = 1;
    return ::fcntl(descriptor, F_OFD_SETLK, &range) == 0;
}

/// For the sentence that others read; nothing depends on it.
void leave_name(int descriptor) {
    std::string name = std::to_string(::getpid());
    name.resize(15, ' ');
    name += '\n';
    [[maybe_unused]] const ssize_t written = ::pwrite(descriptor, name.data(), name.size(), 0);
}

}  // namespace

base::Result<WriterLock> WriterLock::open(const std::string& database) {
    std::string path = database + ".writer";
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        return base::unavailable("cannot make the lock file '" + path +
                                 "': " + std::strerror(errno));
    }
    return WriterLock(std::move(path), descriptor);
}

WriterLock::~WriterLock() {
    // The file stays: removing it would let two owners lock two files of one name.
    if (descriptor_ >= 0) ::close(descriptor_);
}

std::string WriterLock::holder() const {
    std::array<char, 16> bytes{};
    const ssize_t count = ::pread(descriptor_, bytes.data(), bytes.size(), 0);
    const std::string_view text(bytes.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
    const std::string_view name = text.substr(0, text.find_first_not_of("0123456789"));
    return name.empty() ? "" : " (process " + std::string(name) + ")";
}

base::Result<void> WriterLock::wait_for(int place, steady_clock::time_point deadline) {
    milliseconds pause = pause_first;
    while (!set_lock(descriptor_, F_WRLCK, place)) {
        if (errno == EINTR) continue;
        if (errno != EAGAIN && errno != EACCES) {
            return base::unavailable("cannot lock '" + path_ + "': " + std::strerror(errno));
        }
        if (steady_clock::now() >= deadline) {
            return base::unavailable("another edgvoip process" + holder() +
                                     " is writing to the store and does not come to an end (it "
                                     "holds '" +
                                     path_ + "'): wait until it is done, or stop it");
        }
        std::this_thread::sleep_for(pause);
        pause = std::min(pause * 2, pause_max);
    }
    return {};
}

base::Result<void> WriterLock::lock(milliseconds patience) {
    const auto deadline = steady_clock::now() + patience;
    if (auto next = wait_for(turn, deadline); !next) return next;
    auto locked = wait_for(writing, deadline);
    set_lock(descriptor_, F_UNLCK, turn);
    if (locked) leave_name(descriptor_);
    return locked;
}

void WriterLock::unlock() {
    set_lock(descriptor_, F_UNLCK, writing);
}

}  // namespace edgvoip::store::sqlite
