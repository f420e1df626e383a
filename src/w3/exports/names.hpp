#pragma once

#include <boost/json/array.hpp>

#include <map>
#include <string>
#include <string_view>

namespace w3::exports {

/// How a tenant calls its stores and extensions, by edgvoip's directory. A value.
class Names {
public:
    /// Items of `/api/directory/stores` and `/api/directory/extensions`; what is no such item is
    /// left out.
    void add_stores(const boost::json::array& items);
    void add_extensions(const boost::json::array& items);

    /// Empty for a store that is not known.
    std::string_view store(std::string_view store_id) const;
    /// As the pages write it: `Banco · 1002`, or the extension alone.
    std::string agent(std::string_view extension) const;

private:
    using Texts = std::map<std::string, std::string, std::less<>>;

    Texts stores_;
    Texts extensions_;
};

}  // namespace w3::exports
