// A token of `updated_since` that a client brings back, and what may stand in one.
#include "edgvoip/api/sync_token.hpp"

#include "brought_back.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace {

using edgvoip::query::ChangePlace;

constexpr std::string_view kind = "sync";

std::string written(const ChangePlace& place) {
    return edgvoip::api::write_sync_token(brought_back::seal(), brought_back::tenant, {}, place,
                                          brought_back::now);
}

std::optional<ChangePlace> read(std::string_view text, base::TenantId tenant, bool masked) {
    const auto got = edgvoip::api::read_sync_token(brought_back::seal(), tenant,
                                                   {.stores = {}, .exts = {}, .masked = masked},
                                                   text, brought_back::now);
    const auto* place = std::get_if<ChangePlace>(&got);
    return place == nullptr ? std::nullopt : std::optional(*place);
}

void check_is_kept(std::string_view text) {
    const auto place = read(text, brought_back::tenant, false);
    base::check(!read(text, brought_back::other_tenant, false), "a token is of one tenant");
    base::check(!read(text, brought_back::tenant, true), "a token is of one sight");
    if (!place) return;
    const auto kept = read(written(*place), brought_back::tenant, false);
    base::check(
        kept && kept->after == place->after && kept->removals_after == place->removals_after,
        "a place that was read is kept as it was understood");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    brought_back::check_is_not_forged(kind, bytes);
    check_is_kept(bytes);

    const std::string sealed =
        brought_back::sealed_behind_head(kind, written({.after = 0, .removals_after = 0}), bytes);
    try {
        (void)read(sealed, brought_back::tenant, false);
    } catch (const base::Bug&) {
        return 0;  // only this program can have sealed it, so that is the answer to nonsense
    }
    check_is_kept(sealed);
    return 0;
}
