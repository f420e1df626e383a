// What it costs to take events from one socket and to write what came of each to many, and nothing
// else: bytes are counted, nobody looks at them. One thread.
//
// usage: bench_bare_fan_out PBX EVENT CHANGE
//   PBX     the port of loopback that says events
//   EVENT   bytes of each, with its frame's header
//   CHANGE  bytes that each reader is given for it
//
// It says {"port": …}, where readers are taken, and ends when the PBX does.

#include "pbx/sockets.hpp"

#include <cstdio>
#include <cstdlib>
#include <string>
#include <sys/socket.h>
#include <vector>

namespace {

constexpr std::uint64_t listener_tag = 0;
constexpr std::uint64_t pbx_tag = 1;

/// Of that length, in the form of a change.
std::string change_of(std::size_t bytes) {
    const std::string begin = "event: call-changed\ndata: ";
    const std::string end = "\n\n";
    if (bytes < begin.size() + end.size()) bench::fail("a change has more bytes than that");
    return begin + std::string(bytes - begin.size() - end.size(), 'x') + end;
}

int new_reader(int listener) {
    const int reader = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
    if (reader < 0) bench::fail("accept4 failed");
    bench::send_all(reader,
                    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
                    "event: snapshot\ndata: {}\n\n");
    bench::let_it_not_delay(reader);
    return reader;
}

}  // namespace

int main(int argc, char** argv) {
    const std::size_t event_bytes = argc == 4 ? std::strtoull(argv[2], nullptr, 10) : 0;
    if (event_bytes == 0) {
        std::fprintf(stderr, "usage: bench_bare_fan_out PBX EVENT CHANGE\n");
        return 2;
    }
    const std::string change = change_of(std::strtoull(argv[3], nullptr, 10));
    const int listener = bench::listen_on_loopback();
    const int pbx = bench::connect_to(std::atoi(argv[1]));
    std::printf("{\"port\": %d}\n", bench::port_of(listener));
    std::fflush(stdout);

    bench::Waiter waiter;
    waiter.add(listener, listener_tag);
    waiter.add(pbx, pbx_tag);
    std::vector<int> readers;
    std::string events;
    for (;;) {
        for (const std::uint64_t tag : waiter.wait(1000)) {
            if (tag == listener_tag) {
                readers.push_back(new_reader(listener));
                continue;
            }
            if (!bench::receive_some(pbx, events)) return 0;
            for (; events.size() >= event_bytes; events.erase(0, event_bytes)) {
                for (const int reader : readers)
                    bench::send_all(reader, change);
            }
        }
    }
}
