#pragma once

#include "chance.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace edgvoip::oracle {

/// A path and its query in the making.
class Target {
public:
    explicit Target(std::string_view path) : path_(path) {}

    /// A parameter, percent-encoded here.
    void add(std::string_view name, std::string_view value);
    /// A parameter whose value is as it shall stand in the query.
    void add_raw(std::string_view name, std::string_view value);

    /// The parameters in some order.
    std::string text(Chance& chance) const;

private:
    std::string path_;
    std::vector<std::string> pieces_;
};

}  // namespace edgvoip::oracle
