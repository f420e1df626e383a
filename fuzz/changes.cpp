// An answer of edgvoip that tells which calls have changed.
#include "w3/follow/changes.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

namespace callbacks = w3::callbacks;

void check_is_sound(const callbacks::Call& call) {
    base::check(!call.call_id.empty() && !call.direction.empty() && !call.disposition.empty(),
                "a call says which it is, and how it ended");
    const auto known = callbacks::judged(call, {}, {});
    if (!known) return;
    base::check(known->call.call_id == call.call_id, "what is known is known of this call");
    const bool is_refused = known->kind == callbacks::CallKind::refused;
    base::check(is_refused == (known->refusal != callbacks::Refusal::none),
                "what is refused has a reason");
    base::check(is_refused || call.number.starts_with('+'), "who waits can be called back");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto changes =
        w3::follow::read_changes(std::string_view(reinterpret_cast<const char*>(data), size));
    if (!changes) {
        base::check(changes.error().fault == base::Fault::corrupt, "what is none is corrupt");
        return 0;
    }
    base::check(!changes->next_token.empty(), "an answer says how to go on");
    for (const callbacks::Call& call : changes->calls)
        check_is_sound(call);
    base::check(std::none_of(changes->removed.begin(), changes->removed.end(),
                             [](const std::string& id) { return id.empty(); }),
                "a removal says of which call");
    return 0;
}
