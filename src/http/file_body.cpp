#include "http/file_body.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace http {
namespace {

base::Error unreadable() {
    return base::unavailable(std::string("the file cannot be read: ") + std::strerror(errno));
}

}  // namespace

base::Result<std::shared_ptr<const FileBody>> FileBody::open(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) return unreadable();
    struct stat found = {};
    const bool known = ::fstat(descriptor, &found) == 0;
    const std::shared_ptr<const FileBody> body(new FileBody(descriptor, found.st_size));
    if (!known) return unreadable();
    if (!S_ISREG(found.st_mode)) return base::unavailable("it is no regular file");
    return body;
}

FileBody::~FileBody() {
    ::close(descriptor_);
}

base::Result<void> FileBody::read(std::int64_t offset, std::span<char> room) const {
    while (!room.empty()) {
        const ssize_t got = ::pread(descriptor_, room.data(), room.size(), offset);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return unreadable();
        if (got == 0) return base::unavailable("the file has become shorter");
        offset += got;
        room = room.subspan(static_cast<std::size_t>(got));
    }
    return {};
}

}  // namespace http
