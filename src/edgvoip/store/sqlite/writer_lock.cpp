#include "edgvoip/store/sqlite/writer_lock.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace edgvoip::store::sqlite {

base::Result<WriterLock> WriterLock::take(const std::string& database) {
    const std::string path = database + ".writer";
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0640);
    if (descriptor < 0) {
        return base::unavailable("cannot make the lock file '" + path +
                                 "': " + std::strerror(errno));
    }
    WriterLock lock(descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK) {
            return base::unavailable("cannot lock '" + path + "': " + std::strerror(errno));
        }
        return base::unavailable("another edgvoip process is writing to '" + database +
                                 "' (it holds '" + path + "'): stop it, or wait until it is done");
    }
    return lock;
}

WriterLock::~WriterLock() {
    // The file stays: removing it would let two owners lock two files of one name.
    if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace edgvoip::store::sqlite
