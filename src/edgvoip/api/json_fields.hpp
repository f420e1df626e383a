#pragma once

#include "base/ids.hpp"
#include "base/instant.hpp"
#include "edgvoip/query/interval.hpp"
#include "http/json_writer.hpp"

#include <concepts>
#include <cstdint>
#include <optional>
#include <string_view>

/// Members of answers that many endpoints have, as the contract writes them. Nothing is `null`.
namespace edgvoip::api {

void write_instant(http::JsonWriter& json, std::string_view name,
                   const std::optional<base::Instant>& instant);

void write_store_id(http::JsonWriter& json, const std::optional<base::StoreId>& store);

/// The members `from` and `to`.
void write_interval(http::JsonWriter& json, const query::Interval& interval);

/// A fixed-point number with so many decimals.
template <std::integral Number>
void write_fixed(http::JsonWriter& json, std::string_view name, const std::optional<Number>& value,
                 int decimals) {
    json.key(name);
    if (value) {
        json.fixed(*value, decimals);
    } else {
        json.null();
    }
}

}  // namespace edgvoip::api
