#pragma once

#include "http/connection/session.hpp"
#include "http/connection/tls_identity.hpp"

#include <boost/asio/ssl/stream.hpp>

#include <memory>
#include <span>

namespace http {

/// A session under TLS. It keeps the identity that it began with.
class TlsSession final : public Session {
public:
    TlsSession(Socket socket, std::shared_ptr<TlsContext> context, SessionOwner& owner,
               Service& service, Peer peer, ConnectionCount::Place place);

private:
    void open() override;
    void begin_read(std::span<char> room) override { read_from(stream_, room); }
    void begin_write(const Parts& parts) override { write_to(stream_, parts); }
    /// What follows on the socket is read and thrown away without being decrypted.
    void say_end() override;
    Socket& socket() override { return stream_.next_layer(); }
    bool has_buffered() override;

    std::shared_ptr<TlsContext> context_;
    boost::asio::ssl::stream<Socket> stream_;
};

}  // namespace http
