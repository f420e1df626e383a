// A cursor that a client brings back, and what may stand in one.
#include "edgvoip/api/cursor.hpp"

#include "brought_back.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace {

using edgvoip::api::Cursor;

constexpr std::string_view kind = "cursor";

std::string written(const Cursor& cursor) {
    return edgvoip::api::write_cursor(brought_back::seal(), brought_back::tenant, {}, cursor,
                                      brought_back::now);
}

std::optional<Cursor> read(std::string_view text, base::TenantId tenant, bool masked) {
    const auto got = edgvoip::api::read_cursor(brought_back::seal(), tenant,
                                               {.stores = {}, .exts = {}, .masked = masked}, text,
                                               brought_back::now);
    const auto* cursor = std::get_if<Cursor>(&got);
    return cursor == nullptr ? std::nullopt : std::optional(*cursor);
}

void check_is_kept(std::string_view text) {
    const auto cursor = read(text, brought_back::tenant, false);
    base::check(!read(text, brought_back::other_tenant, false), "a cursor is of one tenant");
    base::check(!read(text, brought_back::tenant, true), "a cursor is of one sight");
    if (!cursor) return;
    const std::string again = written(*cursor);
    const auto kept = read(again, brought_back::tenant, false);
    base::check(kept && kept->query == cursor->query && kept->from == cursor->from &&
                    kept->to == cursor->to && kept->place.begun_at == cursor->place.begun_at &&
                    kept->place.behind == cursor->place.behind,
                "a cursor that was read is kept as it was understood");
    base::check(written(*kept) == again, "and written the same");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    brought_back::check_is_not_forged(kind, bytes);
    check_is_kept(bytes);

    const std::string sealed = brought_back::sealed_behind_head(kind, written({}), bytes);
    try {
        (void)read(sealed, brought_back::tenant, false);
    } catch (const base::Bug&) {
        return 0;  // only this program can have sealed it, so that is the answer to nonsense
    }
    check_is_kept(sealed);
    return 0;
}
