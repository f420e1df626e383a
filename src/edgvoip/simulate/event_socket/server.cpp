#include "edgvoip/simulate/event_socket/server.hpp"

#include "edgvoip/simulate/event_socket/dialogue.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <deque>
#include <optional>
#include <set>
#include <utility>

namespace edgvoip::simulate {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Bytes = std::shared_ptr<const std::string>;

constexpr std::chrono::milliseconds accept_pause(100);  // while the system has no descriptor

/// `host:port`, the host an address.
std::optional<tcp::endpoint> listening_endpoint(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos) return std::nullopt;
    std::string_view host = text.substr(0, colon);
    const std::string_view digits = text.substr(colon + 1);
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    error_code error;
    const asio::ip::address address = asio::ip::make_address(host, error);
    std::uint16_t port = 0;
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    const bool is_number = fault == std::errc() && end == digits.data() + digits.size();
    if (error || !is_number || digits.empty()) return std::nullopt;
    return tcp::endpoint(address, port);
}

/// One client. It lives as long as something is to be read or written; who drops it closes it. When
/// all is said, what it still says is read and dropped until it goes: closing at once could lose
/// our last words.
class Client : public std::enable_shared_from_this<Client> {
public:
    Client(tcp::socket socket, Dialogue dialogue, std::size_t unsent_max)
        : socket_(std::move(socket)), dialogue_(std::move(dialogue)), unsent_max_(unsent_max) {}

    void start() {
        send(std::make_shared<const std::string>(Dialogue::greeting()));
        read();
    }

    bool is_closed() const { return !socket_.is_open(); }
    bool wants(std::string_view event) const {
        return !is_closed() && !dialogue_.is_over() && dialogue_.wants(event);
    }

    void send(Bytes bytes) {
        if (is_closed() || bytes->empty()) return;
        if (unsent_bytes_ + bytes->size() > unsent_max_) return close();
        unsent_bytes_ += bytes->size();
        unsent_.push_back(std::move(bytes));
        if (unsent_.size() == 1) write();
    }

    void close() {
        error_code ignored;
        socket_.close(ignored);
    }

private:
    void read() {
        socket_.async_read_some(asio::buffer(heard_),
                                [self = shared_from_this()](error_code error, std::size_t size) {
                                    if (error) return self->close();
                                    self->hear(std::string_view(self->heard_.data(), size));
                                });
    }

    void hear(std::string_view bytes) {
        if (!dialogue_.is_over()) {
            send(std::make_shared<const std::string>(dialogue_.hear(bytes)));
            if (dialogue_.is_over() && unsent_.empty()) end();
        }
        if (!is_closed()) read();
    }

    void end() {
        error_code ignored;
        socket_.shutdown(tcp::socket::shutdown_send, ignored);
    }

    void write() {
        asio::async_write(socket_, asio::buffer(*unsent_.front()),
                          [self = shared_from_this()](error_code error, std::size_t size) {
                              if (error) return self->close();
                              self->unsent_bytes_ -= size;
                              self->unsent_.pop_front();
                              if (!self->unsent_.empty()) return self->write();
                              if (self->dialogue_.is_over()) self->end();
                          });
    }

    tcp::socket socket_;
    Dialogue dialogue_;
    std::size_t unsent_max_;
    std::array<char, 4096> heard_{};
    std::deque<Bytes> unsent_;  // the first is on its way
    std::size_t unsent_bytes_ = 0;
};

}  // namespace

class EventSocketServer::Clients {
public:
    Clients(EventSocketOptions options, std::function<std::string()> channels)
        : options_(std::move(options)),
          channels_(std::move(channels)),
          acceptor_(context_),
          pause_(context_) {}

    base::Result<void> listen(const tcp::endpoint& endpoint) {
        error_code error;
        acceptor_.open(endpoint.protocol(), error);
        if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
        if (!error) acceptor_.bind(endpoint, error);
        if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
        if (error) {
            return base::unavailable("cannot listen on '" + options_.address +
                                     "': " + error.message());
        }
        accept();
        return {};
    }

    std::string address() const {
        const tcp::endpoint endpoint = acceptor_.local_endpoint();
        const std::string host = endpoint.address().to_string();
        return (endpoint.address().is_v6() ? "[" + host + "]" : host) + ":" +
               std::to_string(endpoint.port());
    }

    void serve_for(std::chrono::milliseconds time) {
        context_.restart();
        context_.run_for(time);
    }

    bool wants(std::string_view name) const {
        return std::ranges::any_of(clients_,
                                   [name](const auto& client) { return client->wants(name); });
    }

    void event(std::string_view name, std::string_view json) {
        const auto frame = std::make_shared<const std::string>(Dialogue::event_frame(json));
        for (const auto& client : clients_) {
            if (client->wants(name)) client->send(frame);
        }
        forget_closed();
    }

private:
    void accept() {
        acceptor_.async_accept([this](error_code error, tcp::socket socket) {
            if (error) return accept_later();
            forget_closed();
            greet(std::move(socket));
            accept();
        });
    }

    void accept_later() {
        pause_.expires_after(accept_pause);
        pause_.async_wait([this](error_code) { accept(); });
    }

    void greet(tcp::socket socket) {
        const auto client = std::make_shared<Client>(
            std::move(socket), Dialogue(options_.password, channels_), options_.unsent_max);
        clients_.insert(client);
        client->start();
    }

    void forget_closed() {
        std::erase_if(clients_, [](const auto& client) { return client->is_closed(); });
    }

    EventSocketOptions options_;
    std::function<std::string()> channels_;
    asio::io_context context_{1};
    tcp::acceptor acceptor_;
    asio::steady_timer pause_;
    std::set<std::shared_ptr<Client>> clients_;
};

EventSocketServer::EventSocketServer(std::unique_ptr<Clients> clients)
    : clients_(std::move(clients)) {}

EventSocketServer::~EventSocketServer() = default;

base::Result<std::unique_ptr<EventSocketServer>> EventSocketServer::listen(
    EventSocketOptions options, std::function<std::string()> channels) {
    const auto endpoint = listening_endpoint(options.address);
    if (!endpoint) {
        return base::invalid("'" + options.address + "' is no address such as 127.0.0.1:8021");
    }
    if (options.loopback_only && !endpoint->address().is_loopback()) {
        return base::invalid("'" + options.address + "' is not a loopback address");
    }
    auto clients = std::make_unique<Clients>(std::move(options), std::move(channels));
    if (const auto listening = clients->listen(*endpoint); !listening) return listening.error();
    return std::unique_ptr<EventSocketServer>(new EventSocketServer(std::move(clients)));
}

std::string EventSocketServer::address() const {
    return clients_->address();
}

void EventSocketServer::serve_for(std::chrono::milliseconds time) {
    clients_->serve_for(time);
}

bool EventSocketServer::wants(std::string_view name) const {
    return clients_->wants(name);
}

void EventSocketServer::event(std::string_view name, std::string_view json) {
    clients_->event(name, json);
}

}  // namespace edgvoip::simulate
