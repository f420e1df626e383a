#pragma once

#include "edgvoip/directory/directory.hpp"

#include <boost/json.hpp>

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace edgvoip::directory {

/// Turns the text of `directory.json` into a `Directory`, collecting every problem on the way.
class Builder {
public:
    explicit Builder(std::shared_ptr<Directory> directory) : directory_(std::move(directory)) {}

    base::Result<std::shared_ptr<const Directory>> build(std::string_view text);

private:
    enum class Need { required, optional };

    void problem(const std::string& where, std::string_view what);

    const boost::json::object* object(const boost::json::value& value, const std::string& where,
                                      std::initializer_list<std::string_view> keys);
    std::string text(const boost::json::object& object, std::string_view key,
                     const std::string& where, Need need);
    const boost::json::array& array(const boost::json::object& object, std::string_view key,
                                    const std::string& where);
    std::vector<std::string> texts(const boost::json::object& object, std::string_view key,
                                   const std::string& where);
    base::Uuid uuid(const boost::json::object& object, std::string_view key,
                    const std::string& where);
    std::int32_t integer(const boost::json::object& object, std::string_view key,
                         const std::string& where, std::int32_t otherwise, std::int32_t most);

    Settings settings(const boost::json::object& tenant, const std::string& where);
    std::optional<base::StoreId> store_reference(const boost::json::object& object,
                                                 const std::string& where, const Tenant& tenant);
    void read_stores(const boost::json::object& given, const std::string& where, Tenant& tenant);
    void read_extensions(const boost::json::object& given, const std::string& where,
                         Tenant& tenant);
    void read_dids(const boost::json::object& given, const std::string& where, Tenant& tenant);
    void read_contexts(const boost::json::object& given, const std::string& where, Tenant& tenant);
    void read_tenant(const boost::json::value& value, std::size_t index);
    void add(Tenant tenant, const std::string& where);

    std::shared_ptr<Directory> directory_;
    std::string problems_;
    std::unordered_map<std::string, std::string> did_owner_;          // DID → domain
    std::vector<std::pair<std::string, std::string>> context_owner_;  // pattern, domain
};

}  // namespace edgvoip::directory
