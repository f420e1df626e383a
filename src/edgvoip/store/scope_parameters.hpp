#pragma once

#include "base/ids.hpp"
#include "sql/value.hpp"

#include <optional>
#include <string>
#include <vector>

namespace edgvoip::store {

/// What a token may see as the two parameters of a statement: hexadecimal between commas, null for
/// everything. The parameters are views into it.
class ScopeParameters {
public:
    ScopeParameters(const std::optional<std::vector<base::StoreId>>& stores,
                    const std::optional<std::vector<std::string>>& exts);
    ScopeParameters(const ScopeParameters&) = delete;
    ScopeParameters& operator=(const ScopeParameters&) = delete;

    sql::Parameter stores() const;
    sql::Parameter exts() const;
    bool is_everything() const { return !stores_ && !exts_; }

private:
    std::optional<std::string> stores_;
    std::optional<std::string> exts_;
};

}  // namespace edgvoip::store
