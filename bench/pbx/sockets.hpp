#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <sys/epoll.h>
#include <vector>

/// A PBX that is made up, and readers of live calls: what bench/live measures with. One thread.
namespace bench {

using Time = std::chrono::steady_clock::time_point;

inline Time time_now() {
    return std::chrono::steady_clock::now();
}

inline double microseconds(Time from, Time to) {
    return std::chrono::duration<double, std::micro>(to - from).count();
}

/// Says what is wrong, and ends the program: a measurement that is half of one is none.
[[noreturn]] void fail(const std::string& what);

/// A socket that listens on loopback, at a port that the kernel chooses.
int listen_on_loopback();
int port_of(int socket);
int connect_to(int port);
/// From now on it keeps no small pieces back; nor waits.
void let_it_not_delay(int socket);
void let_it_not_wait(int socket);

/// All of it, however often that takes; the socket waits.
void send_all(int socket, std::string_view bytes);
/// What has arrived, appended; false at its end.
bool receive_some(int socket, std::string& into);

/// Which descriptors have something to be done.
class Waiter {
public:
    Waiter();
    ~Waiter();
    Waiter(const Waiter&) = delete;
    Waiter& operator=(const Waiter&) = delete;

    void add(int descriptor, std::uint64_t tag);
    void also_when_writable(int descriptor, std::uint64_t tag, bool writable);
    /// The tags of those that are ready, at the latest after so many milliseconds.
    const std::vector<std::uint64_t>& wait(int milliseconds_max);

private:
    int epoll_;
    std::vector<epoll_event> events_;
    std::vector<std::uint64_t> ready_;
};

}  // namespace bench
