#include "edgvoip/app/config.hpp"

#include "base/folded_text.hpp"
#include "base/limits.hpp"
#include "edgvoip/app/config_faults.hpp"
#include "edgvoip/app/config_issuers.hpp"
#include "edgvoip/app/config_keys.hpp"
#include "edgvoip/app/config_sources.hpp"

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
#include <span>
#include <sstream>
#include <utility>

namespace edgvoip::app {
namespace {

constexpr std::array<std::string_view, 4> log_levels = {"debug", "info", "warning", "error"};

template <class Value>
const char* environment_of(const ConfigKey<Value>& key, std::string& variable) {
    variable = base::ascii_upper("EDGVOIP_" + std::string(key.table) + "_" + std::string(key.name));
    return std::getenv(variable.c_str());
}

template <class Key>
const Key* find_key(std::span<const Key> keys, const std::string& full_name) {
    for (const Key& key : keys) {
        if (key.full_name() == full_name) return &key;
    }
    return nullptr;
}

void read_entry(const std::string& full_name, const toml::node& node, Config& config,
                ConfigFaults& faults) {
    if (full_name == "auth.issuer") return read_issuers(node, config, faults);
    if (const TextKey* key = find_key(text_keys(), full_name)) {
        return read_text(node, full_name, config.*key->member, faults);
    }
    if (const ListKey* key = find_key(list_keys(), full_name)) {
        return read_list(node, full_name, key->what, config.*key->member, faults);
    }
    const NumberKey* key = find_key(number_keys(), full_name);
    if (key == nullptr) {
        faults.add(node, "'" + full_name + "' is not a key of the configuration");
    } else if (const auto* number = node.as_integer()) {
        config.*key->member = number->get();
    } else {
        faults.add(node, "'" + full_name + "' is not a whole number");
    }
}

base::Result<void> read_toml(std::string_view text, Config& config) {
    toml::table root;
    try {
        root = toml::parse(text);
    } catch (const toml::parse_error& error) {
        return base::invalid("line " + std::to_string(error.source().begin.line) + ": " +
                             std::string(error.description()));
    }
    ConfigFaults faults;
    for (const auto& [table_name, node] : root) {
        if (table_name.str() == "source") {
            read_sources(node, config, faults);
            continue;
        }
        const toml::table* table = node.as_table();
        if (table == nullptr) {
            faults.add(node, "'" + std::string(table_name.str()) + "' is not a [table]");
            continue;
        }
        for (const auto& [name, entry] : *table) {
            const std::string full_name =
                std::string(table_name.str()) + "." + std::string(name.str());
            read_entry(full_name, entry, config, faults);
        }
    }
    if (!faults.text().empty()) return base::invalid(faults.text());
    return {};
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

base::Result<void> read_environment(Config& config) {
    std::string variable;
    for (const TextKey& key : text_keys()) {
        if (const char* value = environment_of(key, variable)) config.*key.member = value;
    }
    for (const NumberKey& key : number_keys()) {
        const char* const text = environment_of(key, variable);
        if (text == nullptr) continue;
        const char* const end = text + std::strlen(text);
        const auto [behind, fault] = std::from_chars(text, end, config.*key.member);
        if (fault != std::errc() || behind != end)
            return base::invalid(variable + " is '" + text + "', not a whole number");
    }
    for (const ListKey& key : list_keys()) {
        const char* const text = environment_of(key, variable);
        if (text == nullptr) continue;
        (config.*key.member).clear();
        std::istringstream entries(text);
        for (std::string entry; std::getline(entries, entry, ',');)
            (config.*key.member).push_back(entry);
    }
    return {};
}

base::Result<void> check_values(const Config& config) {
    if (std::find(log_levels.begin(), log_levels.end(), config.log_level) == log_levels.end()) {
        return base::invalid("log.level is '" + config.log_level +
                             "', but can be debug, info, warning or error");
    }
    for (const NumberKey& key : number_keys()) {
        const std::int64_t value = config.*key.member;
        if (value >= 0 && value <= key.most) continue;
        return base::invalid(key.full_name() + " is " + std::to_string(value) +
                             ", but can be 0 to " + std::to_string(key.most));
    }
    if (config.ip_per_second > 0 && config.ip_burst == 0) {
        return base::invalid("ratelimit.ip_burst is 0, which lets nobody in");
    }
    if (config.tenant_per_second > 0 && config.tenant_burst == 0) {
        return base::invalid("ratelimit.tenant_burst is 0, which lets nobody in");
    }
    if (config.api_tls_certificate.empty() != config.api_tls_key.empty()) {
        return base::invalid(
            "api.tls_certificate and api.tls_key go together: set both, or neither");
    }
    if (config.auth_audience.empty()) return base::invalid("auth.audience is empty");
    if (config.ingest_source.empty()) return base::invalid("ingest.source is empty");
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

void write_text(std::ostream& out, std::string_view name, const std::string& value) {
    write_node(out, name, toml::value<std::string>(value));
}

void write_list(std::ostream& out, std::string_view name, const std::vector<std::string>& values) {
    toml::array list;
    for (const std::string& value : values)
        list.push_back(value);
    write_node(out, name, list);
}

}  // namespace

base::Result<Config> Config::load(const std::optional<std::string>& file) {
    Config config;
    const std::string path = file.value_or("edgvoip.toml");
    if (file || std::filesystem::exists(path)) {
        const std::string where = "configuration '" + path + "'";
        const auto text = read_text_file(path);
        if (!text) return base::within(where, text.error());
        const auto read = read_toml(*text, config);
        if (!read) return base::within(where, read.error());
    }
    if (const auto read = read_environment(config); !read) return read.error();
    if (const auto checked = check_values(config); !checked) return checked.error();
    return config;
}

base::Result<Config> Config::parse(std::string_view toml) {
    Config config;
    if (const auto read = read_toml(toml, config); !read) return read.error();
    if (const auto checked = check_values(config); !checked) return checked.error();
    return config;
}

std::string Config::to_toml() const {
    std::ostringstream out;
    for (const std::string_view table : config_tables()) {
        out << (table == config_tables().front() ? "[" : "\n[") << table << "]\n";
        for (const TextKey& key : text_keys()) {
            if (key.table == table) write_text(out, key.name, this->*key.member);
        }
        for (const ListKey& key : list_keys()) {
            if (key.table == table) write_list(out, key.name, this->*key.member);
        }
        for (const NumberKey& key : number_keys()) {
            if (key.table == table) out << key.name << " = " << this->*key.member << '\n';
        }
    }
    for (const IssuerConfig& issuer : auth_issuers) {
        out << "\n[[auth.issuer]]\n";
        write_text(out, "issuer", issuer.issuer);
        if (!issuer.jwks_file.empty()) {
            write_text(out, "jwks_file", issuer.jwks_file);
        } else {
            write_text(out, "kid", issuer.kid);
            write_text(out, "hs256_secret_file", issuer.hs256_secret_file);
        }
        write_list(out, "tenants", issuer.tenants);
    }
    for (const SourceConfig& source : sources) {
        out << "\n[[source]]\n";
        write_text(out, "name", source.name);
        write_text(out, "kind", source.kind);
        write_text(out, "path", source.path);
    }
    return out.str();
}

}  // namespace edgvoip::app
