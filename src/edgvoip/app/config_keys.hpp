#pragma once

#include "edgvoip/app/config.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace edgvoip::app {

/// A key that holds a `Value`, and where. Keys of other shapes (issuers, sources) have files of
/// their own.
template <class Value>
struct ConfigKey {
    std::string_view table;
    std::string_view name;
    Value Config::* member;

    /// As messages and documentation say it: `api.listen`.
    std::string full_name() const { return std::string(table) + "." + std::string(name); }
};

using TextKey = ConfigKey<std::string>;

/// A number from 0 to `most`.
struct NumberKey : ConfigKey<std::int64_t> {
    std::int64_t most = 0;
};

/// A list of texts, each being one of `what`.
struct ListKey : ConfigKey<std::vector<std::string>> {
    std::string_view what;
};

/// The tables with such keys, in the order in which they are written.
std::span<const std::string_view> config_tables();
std::span<const TextKey> text_keys();
std::span<const NumberKey> number_keys();
std::span<const ListKey> list_keys();

}  // namespace edgvoip::app
