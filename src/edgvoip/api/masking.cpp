#include "edgvoip/api/masking.hpp"

#include "base/phone_number.hpp"

namespace edgvoip::api {

std::string Masking::shown(const std::string& number, bool inside) const {
    if (!masked_ || inside || tenant_.extension(number) != nullptr ||
        tenant_.did(number) != nullptr) {
        return number;
    }
    return base::mask_number(number);
}

std::string Masking::from_uri(const call::Call& call) const {
    return shown(call.from_uri, call.direction != call::Direction::in);
}

std::string Masking::to_uri(const call::Call& call) const {
    const bool inside = call.direction == call::Direction::internal ||
                        (call.direction == call::Direction::in && call.to_uri == call.ext_number);
    return shown(call.to_uri, inside);
}

std::string Masking::did_e164(const call::Call& call) const {
    return shown(call.did_e164, call.direction != call::Direction::out);
}

std::string Masking::leg_number(const call::Call& call, const call::Leg& leg) const {
    return shown(leg.number, call.direction == call::Direction::internal);
}

}  // namespace edgvoip::api
