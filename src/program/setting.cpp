#include "program/setting.hpp"

#include "base/folded_text.hpp"
#include "base/limits.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>
#include <sstream>

namespace program {
namespace {

void read_value(const toml::node& node, const Setting& setting, ConfigFaults& faults) {
    const std::string full_name = setting.full_name();
    if (auto* const* text = std::get_if<std::string*>(&setting.place)) {
        read_text(node, full_name, **text, faults);
    } else if (const auto* list = std::get_if<ListPlace>(&setting.place)) {
        read_list(node, full_name, list->what, *list->member, faults);
    } else if (const auto* number = node.as_integer()) {
        *std::get<NumberPlace>(setting.place).member = number->get();
    } else {
        faults.add(node, "'" + full_name + "' is not a whole number");
    }
}

void read_entry(const std::string& full_name, const toml::node& node,
                std::span<const Setting> settings, const OtherReader& read_other,
                ConfigFaults& faults) {
    const auto found = std::find_if(settings.begin(), settings.end(), [&](const Setting& setting) {
        return setting.full_name() == full_name;
    });
    if (found != settings.end()) {
        read_value(node, *found, faults);
    } else if (!read_other(full_name, node, faults)) {
        faults.add(node, "'" + full_name + "' is not a key of the configuration");
    }
}

base::Result<std::string> read_text_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return base::unavailable(std::string("cannot be read: ") + std::strerror(errno));
    std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (file.bad())
        return base::unavailable(std::string("cannot be read: ") + std::strerror(errno));
    if (text.size() > base::limits::configuration_bytes_max) {
        return base::invalid("is larger than a configuration may be");
    }
    return text;
}

base::Result<void> read_variable(const std::string& variable, const char* value,
                                 const Setting& setting) {
    if (auto* const* text = std::get_if<std::string*>(&setting.place)) {
        **text = value;
        return {};
    }
    if (const auto* number = std::get_if<NumberPlace>(&setting.place)) {
        const char* const end = value + std::strlen(value);
        const auto [behind, fault] = std::from_chars(value, end, *number->member);
        if (fault != std::errc() || behind != end)
            return base::invalid(variable + " is '" + value + "', not a whole number");
        return {};
    }
    std::vector<std::string>& list = *std::get<ListPlace>(setting.place).member;
    list.clear();
    std::istringstream entries(value);
    for (std::string entry; std::getline(entries, entry, ',');)
        list.push_back(entry);
    return {};
}

/// `name = value`, every text in double quotes on one line: toml++ puts one of several lines
/// between three single quotes, also when three of them are in it.
void write_node(std::ostream& out, std::string_view name, const toml::node& value) {
    using toml::format_flags;
    constexpr auto flags =
        toml::toml_formatter::default_flags &
        ~(format_flags::allow_literal_strings | format_flags::allow_multi_line_strings);
    out << name << " = " << toml::toml_formatter(value, flags) << '\n';
}

}  // namespace

base::Result<void> read_toml(std::string_view text, std::span<const Setting> settings,
                             const OtherReader& read_other) {
    toml::table root;
    try {
        root = toml::parse(text);
    } catch (const toml::parse_error& error) {
        return base::invalid("line " + std::to_string(error.source().begin.line) + ": " +
                             std::string(error.description()));
    }
    ConfigFaults faults;
    for (const auto& [table_name, node] : root) {
        const std::string table_text(table_name.str());
        if (read_other(table_text, node, faults)) continue;
        const toml::table* table = node.as_table();
        if (table == nullptr) {
            faults.add(node, "'" + table_text + "' is not a [table]");
            continue;
        }
        for (const auto& [name, entry] : *table) {
            read_entry(table_text + "." + std::string(name.str()), entry, settings, read_other,
                       faults);
        }
    }
    if (!faults.text().empty()) return base::invalid(faults.text());
    return {};
}

base::Result<void> read_config_file(const std::optional<std::string>& file,
                                    const std::string& default_file,
                                    std::span<const Setting> settings,
                                    const OtherReader& read_other) {
    const std::string path = file.value_or(default_file);
    if (!file && !std::filesystem::exists(path)) return {};
    const std::string where = "configuration '" + path + "'";
    const auto text = read_text_file(path);
    if (!text) return base::within(where, text.error());
    const auto read = read_toml(*text, settings, read_other);
    if (!read) return base::within(where, read.error());
    return {};
}

base::Result<void> read_environment(std::string_view prefix, std::span<const Setting> settings) {
    for (const Setting& setting : settings) {
        const std::string variable =
            base::ascii_upper(std::string(prefix) + "_" + std::string(setting.table) + "_" +
                              std::string(setting.name));
        const char* const value = std::getenv(variable.c_str());
        if (value == nullptr) continue;
        const auto read = read_variable(variable, value, setting);
        if (!read) return read.error();
    }
    return {};
}

base::Result<void> check_numbers(std::span<const Setting> settings) {
    for (const Setting& setting : settings) {
        const auto* number = std::get_if<NumberPlace>(&setting.place);
        if (number == nullptr || (*number->member >= 0 && *number->member <= number->most))
            continue;
        return base::invalid(setting.full_name() + " is " + std::to_string(*number->member) +
                             ", but can be 0 to " + std::to_string(number->most));
    }
    return {};
}

base::Result<void> check_log_level(std::string_view level) {
    constexpr std::array<std::string_view, 4> levels = {"debug", "info", "warning", "error"};
    if (std::find(levels.begin(), levels.end(), level) != levels.end()) return {};
    return base::invalid("log.level is '" + std::string(level) +
                         "', but can be debug, info, warning or error");
}

void write_settings(std::ostream& out, std::span<const Setting> settings) {
    std::string_view table;
    for (const Setting& setting : settings) {
        if (setting.table != table) {
            out << (table.empty() ? "[" : "\n[") << setting.table << "]\n";
            table = setting.table;
        }
        if (auto* const* text = std::get_if<std::string*>(&setting.place)) {
            write_text(out, setting.name, **text);
        } else if (const auto* list = std::get_if<ListPlace>(&setting.place)) {
            write_list(out, setting.name, *list->member);
        } else {
            out << setting.name << " = " << *std::get<NumberPlace>(setting.place).member << '\n';
        }
    }
}

void write_text(std::ostream& out, std::string_view name, const std::string& value) {
    write_node(out, name, toml::value<std::string>(value));
}

void write_list(std::ostream& out, std::string_view name, const std::vector<std::string>& values) {
    toml::array list;
    for (const std::string& value : values)
        list.push_back(value);
    write_node(out, name, list);
}

}  // namespace program
