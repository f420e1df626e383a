#include "pbx/pbx.hpp"

#include <cerrno>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace bench {
namespace {

constexpr std::size_t said_bytes_kept_max = 8 * 1024 * 1024;

}  // namespace

Pbx::Pbx(const Calls& calls, std::string password, bool is_bare, Waiter& waiter,
         std::uint64_t listener_tag, std::uint64_t client_tag)
    : calls_(calls),
      password_(std::move(password)),
      is_bare_(is_bare),
      waiter_(waiter),
      client_tag_(client_tag),
      listener_(listen_on_loopback()) {
    waiter_.add(listener_, listener_tag);
}

void Pbx::accept() {
    if (client_ >= 0) fail("a second client came to the PBX: the link was lost");
    client_ = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client_ < 0) fail("accept4 failed");
    let_it_not_wait(client_);
    waiter_.add(client_, client_tag_);
    if (is_bare_) {
        is_linked_ = true;
        return;
    }
    out_ += "Content-Type: auth/request\n\n";
    send();
}

void Pbx::go_on() {
    if (!receive_some(client_, in_)) fail("the client left the PBX");
    for (;;) {
        const std::size_t end = in_.find("\n\n");
        if (end == std::string::npos) break;
        hear(std::string_view(in_).substr(0, end));
        in_.erase(0, end + 2);
    }
    send();
}

void Pbx::hear(std::string_view line) {
    if (line.starts_with("auth ")) {
        if (line.substr(5) != password_) fail("the PBX was given another password");
        return reply("+OK accepted");
    }
    if (line.starts_with("event json ")) return reply("+OK event listener enabled json");
    if (line == "exit") return reply("+OK bye");
    if (line != "api show channels as json") fail("the PBX does not know: " + std::string(line));
    const std::string list = calls_.list();
    out_ += "Content-Type: api/response\nContent-Length: " + std::to_string(list.size()) + "\n\n";
    out_ += list;
    is_linked_ = true;
}

void Pbx::reply(std::string_view text) {
    out_.append("Content-Type: command/reply\nReply-Text: ").append(text).append("\n\n");
}

std::size_t Pbx::say(std::string_view event) {
    const std::size_t before = out_.size();
    out_ +=
        "Content-Length: " + std::to_string(event.size()) + "\nContent-Type: text/event-json\n\n";
    out_ += event;
    const std::size_t bytes = out_.size() - before;
    if (!waits_to_write_) send();
    return bytes;
}

void Pbx::send() {
    while (sent_ < out_.size()) {
        const ssize_t sent =
            ::send(client_, out_.data() + sent_, out_.size() - sent_, MSG_NOSIGNAL);
        if (sent < 0 && errno != EAGAIN) fail("the client left the PBX");
        if (sent < 0) break;
        sent_ += static_cast<std::size_t>(sent);
    }
    if (sent_ == out_.size() || sent_ > said_bytes_kept_max) {
        out_.erase(0, sent_);
        sent_ = 0;
    }
    const bool waits = sent_ < out_.size();
    if (waits == waits_to_write_) return;
    waits_to_write_ = waits;
    waiter_.also_when_writable(client_, client_tag_, waits);
}

}  // namespace bench
