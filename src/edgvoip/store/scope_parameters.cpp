#include "edgvoip/store/scope_parameters.hpp"

#include "base/folded_text.hpp"

#include <string_view>

namespace edgvoip::store {
namespace {

/// `,4A,4B,`: as SQLite's hex() writes it, between commas.
void append_entry(std::string& list, std::string_view bytes) {
    list += base::ascii_upper(base::to_hex(bytes));
    list += ',';
}

sql::Parameter maybe(const std::optional<std::string>& list) {
    return list ? sql::Parameter(std::string_view(*list)) : sql::Parameter(sql::Null{});
}

}  // namespace

ScopeParameters::ScopeParameters(const std::optional<std::vector<base::StoreId>>& stores,
                                 const std::optional<std::vector<std::string>>& exts) {
    if (stores) {
        stores_ = ",";
        for (const base::StoreId& store : *stores) {
            const auto& bytes = store.uuid.bytes;
            append_entry(*stores_, std::string(bytes.begin(), bytes.end()));
        }
    }
    if (exts) {
        exts_ = ",";
        for (const std::string& ext : *exts)
            append_entry(*exts_, ext);
    }
}

sql::Parameter ScopeParameters::stores() const {
    return maybe(stores_);
}

sql::Parameter ScopeParameters::exts() const {
    return maybe(exts_);
}

}  // namespace edgvoip::store
