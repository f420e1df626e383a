#include "http/connection_count.hpp"

#include "base/error.hpp"

#include <utility>

namespace http {
ConnectionCount::Place::Place(Place&& other) noexcept
    : count_(std::exchange(other.count_, nullptr)), client_(other.client_) {}

ConnectionCount::Place::~Place() {
    if (count_ != nullptr) count_->give_back(client_);
}

ConnectionCount::ConnectionCount(Caps caps) : caps_(std::move(caps)) {
    base::check(caps_.all >= 1, "a server may have a connection");
}

std::optional<Address> ConnectionCount::client_of(std::string_view address) const {
    const auto parsed = Address::parse(address);  // nothing for a Unix socket
    if (!parsed || caps_.per_client == 0 || caps_.uncounted_clients.contains(*parsed)) {
        return std::nullopt;
    }
    return parsed->client();
}

std::variant<ConnectionCount::Place, TooMany> ConnectionCount::take(
    std::string_view client_address) {
    const auto client = client_of(client_address);
    const std::lock_guard lock(mutex_);
    if (all_ >= caps_.all) return TooMany::connections;
    if (client) {
        std::size_t& of_client = by_client_[*client];
        if (of_client >= caps_.per_client) return TooMany::connections_of_client;
        ++of_client;
    }
    ++all_;
    return Place(*this, client);
}

void ConnectionCount::give_back(const std::optional<Address>& client) noexcept {
    const std::lock_guard lock(mutex_);
    --all_;
    if (!client) return;
    const auto found = by_client_.find(*client);
    if (--found->second == 0) by_client_.erase(found);
}

}  // namespace http
