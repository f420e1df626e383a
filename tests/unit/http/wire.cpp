#include "wire.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <cstdlib>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace http {
namespace {

// Only a hanging test ever waits so long.
constexpr int patience_seconds = 60;

std::string shown(const base::Field& field) {
    struct Visitor {
        std::string operator()(std::string_view text) const { return std::string(text); }
        std::string operator()(std::int64_t number) const { return std::to_string(number); }
        std::string operator()(double number) const { return std::to_string(number); }
        std::string operator()(bool flag) const { return flag ? "true" : "false"; }
    };
    return std::string(field.name) + "=" + std::visit(Visitor{}, field.value);
}

}  // namespace

std::optional<std::string> RawAnswer::field(std::string_view name) const {
    const std::string start = "\r\n" + std::string(name) + ": ";
    const std::string text = head + "\r\n";
    const std::size_t found = text.find(start);
    if (found == std::string::npos || text.find(start, found + 1) != std::string::npos) {
        return std::nullopt;
    }
    const std::size_t value = found + start.size();
    return text.substr(value, text.find("\r\n", value) - value);
}

Wire::Wire(std::uint16_t port) : descriptor_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    base::check(descriptor_ >= 0, "a test has a socket");
    const timeval patience{patience_seconds, 0};
    setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(descriptor_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    const int on = 1;
    setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int result =
        ::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    base::check(result == 0, "a test can connect");
}

Wire::~Wire() {
    ::close(descriptor_);
}

bool Wire::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

void Wire::end_sending() {
    ::shutdown(descriptor_, SHUT_WR);
}

bool Wire::receive(std::size_t bytes_max) {
    const std::size_t before = received_.size();
    received_.resize(before + bytes_max);
    const ssize_t count = ::recv(descriptor_, received_.data() + before, bytes_max, 0);
    received_.resize(before + (count > 0 ? static_cast<std::size_t>(count) : 0));
    return count > 0;
}

std::optional<RawAnswer> Wire::read_answer(bool head_only) {
    std::size_t end = 0;
    while ((end = received_.find("\r\n\r\n")) == std::string::npos) {
        if (!receive()) return std::nullopt;
    }
    RawAnswer answer;
    answer.head = received_.substr(0, end);
    answer.status = std::atoi(answer.head.substr(9, 3).c_str());
    const std::size_t length =
        head_only ? 0
                  : std::strtoul(answer.field("Content-Length").value_or("0").c_str(), nullptr, 10);
    while (received_.size() < end + 4 + length) {
        if (!receive()) return std::nullopt;
    }
    answer.body = received_.substr(end + 4, length);
    received_.erase(0, end + 4 + length);
    return answer;
}

std::optional<std::string> Wire::read_past(std::string_view part) {
    std::size_t found = 0;
    while ((found = received_.find(part)) == std::string::npos) {
        if (!receive()) return std::nullopt;
    }
    std::string bytes = received_.substr(0, found + part.size());
    received_.erase(0, bytes.size());
    return bytes;
}

std::string Wire::read_to_end() {
    while (receive()) {
    }
    return std::exchange(received_, "");
}

void KeptEvents::event(base::Severity, std::string_view event,
                       std::initializer_list<base::Field> fields) {
    std::string text(event);
    for (const base::Field& field : fields)
        text += " " + shown(field);
    {
        const std::lock_guard lock(mutex_);
        events_.push_back(std::move(text));
    }
    told_.notify_all();
}

std::vector<std::string> KeptEvents::all() const {
    const std::lock_guard lock(mutex_);
    return events_;
}

std::vector<std::string> KeptEvents::with(std::string_view part) const {
    std::vector<std::string> found = all();
    std::erase_if(found, [&](const std::string& e) { return e.find(part) == std::string::npos; });
    return found;
}

bool KeptEvents::wait_for(std::string_view part, std::size_t count) const {
    std::unique_lock lock(mutex_);
    return told_.wait_for(lock, std::chrono::seconds(patience_seconds), [&] {
        const auto has_part = [&](const std::string& e) {
            return e.find(part) != std::string::npos;
        };
        return static_cast<std::size_t>(std::count_if(events_.begin(), events_.end(), has_part)) >=
               count;
    });
}

std::string get(std::string_view path, std::string_view fields) {
    return "GET " + std::string(path) + " HTTP/1.1\r\nHost: test\r\n" + std::string(fields) +
           "\r\n";
}

std::unique_ptr<Server> started(ServerOptions options, std::function<Answer(Request)> handler) {
    auto server = Server::start(std::move(options), std::move(handler));
    base::check(server.has_value(), server.has_value() ? "" : server.error().detail);
    return std::move(*server);
}

}  // namespace http
