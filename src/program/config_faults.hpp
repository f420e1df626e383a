#pragma once

#include <toml++/toml.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace program {

/// Collects what is wrong in a configuration, with the line it stands in.
class ConfigFaults {
public:
    void add(const toml::node& node, const std::string& what);
    const std::string& text() const { return text_; }

private:
    std::string text_;
};

/// The text of a node into `member`; `name` is told when it is none.
void read_text(const toml::node& node, const std::string& name, std::string& member,
               ConfigFaults& faults);

/// The texts of a list into `member`; `what` says of what it is one.
void read_list(const toml::node& node, const std::string& name, std::string_view what,
               std::vector<std::string>& member, ConfigFaults& faults);

/// Gives each table of an array of them, written `[[name]]`, to `read`.
void read_tables(const toml::node& node, const std::string& name, ConfigFaults& faults,
                 const std::function<void(const toml::table&)>& read);

}  // namespace program
