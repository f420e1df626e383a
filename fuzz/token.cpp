// A bearer token.
#include "access/verifier.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto verifier = [] {
        const auto key =
            auth::Key::hs256("", base::Secret("0123456789abcdef0123456789abcdef")).value();
        return auth::Verifier::make(
                   "edgvoip", {{.name = {}, .every_tenant = true, .tenants = {}, .keys = {key}}})
            .value();
    }();
    const auto judged = verifier->verify(
        std::string_view(reinterpret_cast<const char*>(data), size), {1'795'435'200'000'000});
    base::check(!std::holds_alternative<auth::Claims>(judged) || size > 100,
                "no token is good by chance");
    return 0;
}
