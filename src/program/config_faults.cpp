#include "program/config_faults.hpp"

namespace program {

void ConfigFaults::add(const toml::node& node, const std::string& what) {
    if (!text_.empty()) text_ += '\n';
    text_ += "line " + std::to_string(node.source().begin.line) + ": " + what;
}

void read_text(const toml::node& node, const std::string& name, std::string& member,
               ConfigFaults& faults) {
    if (const auto* text = node.as_string()) {
        member = text->get();
    } else {
        faults.add(node, "'" + name + "' is not a text in quotes");
    }
}

void read_list(const toml::node& node, const std::string& name, std::string_view what,
               std::vector<std::string>& member, ConfigFaults& faults) {
    const toml::array* list = node.as_array();
    if (list == nullptr) {
        faults.add(node, "'" + name + "' is not a list of " + std::string(what));
        return;
    }
    member.clear();
    for (const toml::node& entry : *list)
        read_text(entry, name, member.emplace_back(), faults);
}

void read_tables(const toml::node& node, const std::string& name, ConfigFaults& faults,
                 const std::function<void(const toml::table&)>& read) {
    const std::string wrong = "'" + name + "' is written [[" + name + "]]";
    const toml::array* tables = node.as_array();
    if (tables == nullptr) return faults.add(node, wrong);
    for (const toml::node& entry : *tables) {
        if (const toml::table* table = entry.as_table()) {
            read(*table);
        } else {
            faults.add(entry, wrong);
        }
    }
}

}  // namespace program
