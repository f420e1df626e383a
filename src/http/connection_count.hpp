#pragma once

#include "http/address.hpp"
#include "http/address_list.hpp"

#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string_view>
#include <variant>

namespace http {

/// Of what there are too many for one connection more.
enum class TooMany {
    connections,            ///< of the whole server
    connections_of_client,  ///< of one address
    descriptors,            ///< that the process may have open
};

/// How many connections a server has, in all and from each client. Any thread.
class ConnectionCount {
public:
    struct Caps {
        std::size_t all = 0;            ///< at least 1
        std::size_t per_client = 0;     ///< 0: no cap
        AddressList uncounted_clients;  ///< proxies, whose connections speak for many
    };

    /// One connection's place; given back when it goes.
    class Place {
    public:
        Place(Place&& other) noexcept;
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;
        Place& operator=(Place&&) = delete;
        ~Place();

    private:
        friend class ConnectionCount;
        Place(ConnectionCount& count, const std::optional<Address>& client)
            : count_(&count), client_(client) {}

        ConnectionCount* count_;
        std::optional<Address> client_;  // nothing: counted in all only
    };

    explicit ConnectionCount(Caps caps);

    /// A place for a connection from an address (`unix` is nobody's), or why there is none. A
    /// client with IPv6 is its /64, which one customer has for himself (RFC 6177). The count
    /// outlives its places.
    std::variant<Place, TooMany> take(std::string_view client_address);

private:
    std::optional<Address> client_of(std::string_view address) const;
    void give_back(const std::optional<Address>& client) noexcept;

    const Caps caps_;
    std::mutex mutex_;
    std::size_t all_ = 0;
    std::map<Address, std::size_t> by_client_;
};

}  // namespace http
