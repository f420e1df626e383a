#include "edgvoip/api/sight_text.hpp"

#include "base/ids.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace edgvoip::api {
namespace {

/// A list without order and repetition, hexadecimal between commas; `*` when there is none.
std::string canonical(std::optional<std::vector<std::string>> entries) {
    if (!entries) return "*";
    std::sort(entries->begin(), entries->end());
    entries->erase(std::unique(entries->begin(), entries->end()), entries->end());
    std::string out;
    for (const std::string& entry : *entries)
        out += base::to_hex(entry) + ",";
    return out;
}

}  // namespace

std::string sight_text(const query::Sight& sight) {
    std::optional<std::vector<std::string>> stores;
    if (sight.stores) {
        stores.emplace();
        for (const base::StoreId& store : *sight.stores)
            stores->push_back(store.uuid.text());
    }
    return canonical(std::move(stores)) + " " + canonical(sight.exts) + " " +
           (sight.masked ? "masked" : "whole");
}

std::string sight_digest(const auth::Seal& seal, const query::Sight& sight) {
    return seal.digest("sight", sight_text(sight));
}

}  // namespace edgvoip::api
