#include "w3/exports/names.hpp"

#include "w3/reader/json_text.hpp"

namespace w3::exports {
namespace {

using Texts = std::map<std::string, std::string, std::less<>>;

void add(Texts& texts, const boost::json::array& items, std::string_view key,
         std::string_view name) {
    for (const boost::json::value& item : items) {
        const std::string_view found = reader::text_member(item, key);
        if (!found.empty())
            texts.insert_or_assign(std::string(found), reader::text_member(item, name));
    }
}

std::string_view find(const Texts& texts, std::string_view key) {
    const auto found = texts.find(key);
    return found == texts.end() ? std::string_view() : found->second;
}

}  // namespace

void Names::add_stores(const boost::json::array& items) {
    add(stores_, items, "store_id", "name");
}

void Names::add_extensions(const boost::json::array& items) {
    add(extensions_, items, "ext", "display_name");
}

std::string_view Names::store(std::string_view store_id) const {
    return find(stores_, store_id);
}

std::string Names::agent(std::string_view extension) const {
    const std::string_view name = find(extensions_, extension);
    if (name.empty()) return std::string(extension);
    return std::string(name) + " · " + std::string(extension);
}

}  // namespace w3::exports
