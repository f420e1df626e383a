#include "http/reserve_descriptor.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>

namespace http {
namespace {

int open_any() {
    return ::open("/dev/null", O_RDONLY | O_CLOEXEC);
}

}  // namespace

ReserveDescriptor::ReserveDescriptor() : descriptor_(open_any()) {
    if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "/dev/null");
}

ReserveDescriptor::~ReserveDescriptor() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

ReserveDescriptor::Outcome ReserveDescriptor::refuse_one(int listening) {
    if (descriptor_ < 0) descriptor_ = open_any();
    if (descriptor_ < 0) return Outcome::none_left;
    ::close(descriptor_);
    const int connection = ::accept4(listening, nullptr, nullptr, SOCK_CLOEXEC);
    const int error = errno;
    if (connection >= 0) ::close(connection);
    descriptor_ = open_any();
    if (connection >= 0) return Outcome::refused;
    return error == EMFILE || error == ENFILE ? Outcome::none_left : Outcome::nobody_waits;
}

}  // namespace http
