#include "edgvoip/app/config_sources.hpp"

#include "base/limits.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace edgvoip::app {
namespace {

void check_source(const SourceConfig& source, const Config& config, const toml::node& where,
                  program::ConfigFaults& faults) {
    const bool plain = std::all_of(source.name.begin(), source.name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '.' || c == '_' || c == '-';
    });
    if (source.name.empty() || source.name.size() > base::limits::source_name_bytes_max || !plain) {
        faults.add(where, "a [[source]] needs a 'name' of 1 to 64 letters, digits, '.', '_', '-'");
    }
    if (source.kind != "freeswitch-spool") {
        faults.add(where, "a [[source]] needs a 'kind': \"freeswitch-spool\"");
    }
    if (source.path.empty()) faults.add(where, "a [[source]] needs a 'path'");
    for (const SourceConfig& other : config.sources) {
        if (other.name == source.name) {
            faults.add(where, "two [[source]] have the name '" + source.name + "'");
        }
        if (std::filesystem::path(other.path + "/").lexically_normal() ==
            std::filesystem::path(source.path + "/").lexically_normal()) {
            faults.add(where, "two [[source]] have the path '" + source.path + "'");
        }
    }
}

void read_source(const toml::table& table, Config& config, program::ConfigFaults& faults) {
    SourceConfig source;
    for (const auto& [key, node] : table) {
        const std::string name = "source." + std::string(key.str());
        if (key.str() == "name") {
            program::read_text(node, name, source.name, faults);
        } else if (key.str() == "kind") {
            program::read_text(node, name, source.kind, faults);
        } else if (key.str() == "path") {
            program::read_text(node, name, source.path, faults);
        } else {
            faults.add(node, "'" + name + "' is not a key of the configuration");
        }
    }
    check_source(source, config, table, faults);
    config.sources.push_back(std::move(source));
}

}  // namespace

void read_sources(const toml::node& node, Config& config, program::ConfigFaults& faults) {
    program::read_tables(node, "source", faults,
                         [&](const toml::table& table) { read_source(table, config, faults); });
}

}  // namespace edgvoip::app
