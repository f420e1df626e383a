#include "http/connection/tls_session.hpp"

#include <openssl/ssl.h>

#include <utility>

namespace http {

TlsSession::TlsSession(Socket socket, std::shared_ptr<TlsContext> context, SessionOwner& owner,
                       Service& service, Peer peer, ConnectionCount::Place place)
    : Session(owner, service, std::move(peer), std::move(place)),
      context_(std::move(context)),
      stream_(std::move(socket), *context_) {}

void TlsSession::open() {
    stream_.async_handshake(boost::asio::ssl::stream_base::server,
                            [this, self = shared_from_this()](ErrorCode error) { on_open(error); });
}

void TlsSession::say_end() {
    // Ends well when the client says its end, too, and otherwise in any other way: what is left to
    // do is the same.
    stream_.async_shutdown([this, self = shared_from_this()](ErrorCode) { end_sending(); });
}

bool TlsSession::has_buffered() {
    return SSL_has_pending(stream_.native_handle()) == 1;
}

}  // namespace http
