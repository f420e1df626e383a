#include "pbx/sockets.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace bench {
namespace {

constexpr std::size_t piece_bytes = 65'536;
constexpr std::size_t ready_max = 2'048;

sockaddr_in loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    return address;
}

void must(bool good, const char* what) {
    if (!good) fail(std::string(what) + ": " + std::strerror(errno));
}

int new_socket() {
    const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    must(made >= 0, "socket");
    return made;
}

}  // namespace

void fail(const std::string& what) {
    std::fprintf(stderr, "%s\n", what.c_str());
    std::exit(1);
}

int listen_on_loopback() {
    const int listener = new_socket();
    const sockaddr_in address = loopback(0);
    must(::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0,
         "bind");
    must(::listen(listener, SOMAXCONN) == 0, "listen");
    return listener;
}

int port_of(int socket) {
    sockaddr_in address{};
    socklen_t size = sizeof address;
    must(::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0, "getsockname");
    return ntohs(address.sin_port);
}

int connect_to(int port) {
    const int made = new_socket();
    const sockaddr_in address = loopback(port);
    must(::connect(made, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0,
         "connect");
    return made;
}

void let_it_not_delay(int socket) {
    const int yes = 1;
    must(::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes) == 0, "setsockopt");
}

void let_it_not_wait(int socket) {
    let_it_not_delay(socket);
    must(::fcntl(socket, F_SETFL, ::fcntl(socket, F_GETFL) | O_NONBLOCK) == 0, "fcntl");
}

void send_all(int socket, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        must(sent >= 0, "send");
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

bool receive_some(int socket, std::string& into) {
    static char piece[piece_bytes];
    const ssize_t got = ::recv(socket, piece, sizeof piece, 0);
    if (got > 0) into.append(piece, static_cast<std::size_t>(got));
    return got > 0 || (got < 0 && errno == EAGAIN);
}

Waiter::Waiter() : epoll_(::epoll_create1(EPOLL_CLOEXEC)), events_(ready_max) {
    must(epoll_ >= 0, "epoll_create1");
}

Waiter::~Waiter() {
    ::close(epoll_);
}

void Waiter::add(int descriptor, std::uint64_t tag) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = tag;
    must(::epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event) == 0, "epoll_ctl");
}

void Waiter::also_when_writable(int descriptor, std::uint64_t tag, bool writable) {
    epoll_event event{};
    event.events = EPOLLIN;
    if (writable) event.events |= EPOLLOUT;
    event.data.u64 = tag;
    must(::epoll_ctl(epoll_, EPOLL_CTL_MOD, descriptor, &event) == 0, "epoll_ctl");
}

const std::vector<std::uint64_t>& Waiter::wait(int milliseconds_max) {
    const int count =
        ::epoll_wait(epoll_, events_.data(), static_cast<int>(events_.size()), milliseconds_max);
    must(count >= 0 || errno == EINTR, "epoll_wait");
    ready_.clear();
    for (int i = 0; i < count; ++i)
        ready_.push_back(events_[static_cast<std::size_t>(i)].data.u64);
    return ready_;
}

}  // namespace bench
