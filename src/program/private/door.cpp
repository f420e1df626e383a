#include "program/private/door.hpp"

#include "base/secret.hpp"
#include "program/private/refusal.hpp"

#include <utility>

namespace program {

base::Result<void> check_private(const PrivateSettings& settings) {
    if (settings.listen.empty()) return {};
    if (settings.user.empty() != settings.password_file.empty()) {
        return base::invalid(
            "private.user and private.password_file go together: set both, or neither");
    }
    if (settings.user.find(':') != std::string::npos) {
        return base::invalid("private.user has a colon, which basic authentication cannot send");
    }
    if (http::is_loopback(settings.listen)) return {};
    if (settings.user.empty() || settings.allow.empty()) {
        return base::invalid(
            "private.listen '" + settings.listen +
            "' can be reached from other machines: set private.user, private.password_file and "
            "private.allow (the addresses that may come in), or listen on 127.0.0.1");
    }
    return {};
}

base::Result<PrivateDoor> PrivateDoor::open(const PrivateSettings& settings) {
    auto allowed = http::AddressList::parse(settings.allow);
    if (!allowed) return base::within("private.allow", allowed.error());
    PrivateDoor door;
    door.allowed_ = std::move(*allowed);
    if (settings.user.empty()) return door;
    const auto password = base::Secret::read_file(settings.password_file);
    if (!password) return base::within("private.password_file", password.error());
    door.credentials_.emplace(settings.user, *password);
    return door;
}

std::optional<http::Answer> PrivateDoor::refuses(const http::Request& request) const {
    // Who may open a Unix socket is said by the permissions of its folder.
    const bool has_address = request.client_address != "unix";
    if (has_address && !allowed_.empty() && !allowed_.contains(request.client_address)) {
        return refusal(403, "this address may not come in here", request);
    }
    if (credentials_ && !credentials_->accepts(request.header("Authorization"))) {
        return refusal(401, "the user or password is not the configured one", request);
    }
    return std::nullopt;
}

}  // namespace program
