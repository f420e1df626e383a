#include "edgvoip/app/config.hpp"

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
#include <sstream>
#include <utility>

namespace edgvoip::app {
namespace {

/// Every key that holds one text. Other shapes (the issuers) are read by their own functions.
struct Key {
    std::string_view table;
    std::string_view name;
    std::string Config::* member;
};

constexpr std::array<Key, 12> keys = {{
    {"api", "listen", &Config::api_listen},
    {"private", "listen", &Config::private_listen},
    {"private", "user", &Config::private_user},
    {"private", "password_file", &Config::private_password_file},
    {"store", "url", &Config::store_url},
    {"auth", "hs256_secret_file", &Config::auth_hs256_secret_file},
    {"auth", "audience", &Config::auth_audience},
    {"auth", "signing_key_file", &Config::auth_signing_key_file},
    {"directory", "file", &Config::directory_file},
    {"ingest", "quarantine", &Config::ingest_quarantine},
    {"ingest", "source", &Config::ingest_source},
    {"log", "level", &Config::log_level},
}};

/// Every key that holds a number from 0 to `most`.
struct NumberKey {
    std::string_view table;
    std::string_view name;
    std::int64_t Config::* member;
    std::int64_t most;
};

constexpr std::array<NumberKey, 1> number_keys = {{
    {"index", "row_cache_mb", &Config::index_row_cache_mb, base::limits::row_cache_mb_max},
}};

constexpr std::array<std::string_view, 4> log_levels = {"debug", "info", "warning", "error"};

std::string variable_of(std::string_view table, std::string_view name) {
    return base::ascii_upper("EDGVOIP_" + std::string(table) + "_" + std::string(name));
}

std::string full_name(const NumberKey& key) {
    return std::string(key.table) + "." + std::string(key.name);
}

/// Collects what is wrong, with the line it stands in.
class Problems {
public:
    void add(const toml::node& node, const std::string& what) {
        if (!text_.empty()) text_ += '\n';
        text_ += "line " + std::to_string(node.source().begin.line) + ": " + what;
    }
    const std::string& text() const { return text_; }

private:
    std::string text_;
};

void read_text(const toml::node& node, const std::string& name, std::string& member,
               Problems& problems) {
    if (const auto* text = node.as_string()) {
        member = text->get();
    } else {
        problems.add(node, "'" + name + "' is not a text in quotes");
    }
}

void check_keys(const IssuerConfig& issuer, const toml::table& table, Problems& problems) {
    if (issuer.hs256_secret_file.empty() == issuer.jwks_file.empty()) {
        problems.add(table,
                     "an [[auth.issuer]] needs 'hs256_secret_file' or 'jwks_file', and not both");
    } else if (!issuer.jwks_file.empty() && !issuer.kid.empty()) {
        problems.add(table, "'auth.issuer.kid' names a secret; a 'jwks_file' names its own keys");
    }
}

IssuerConfig read_issuer(const toml::table& table, Problems& problems) {
    IssuerConfig issuer;
    for (const auto& [key, node] : table) {
        const std::string name = "auth.issuer." + std::string(key.str());
        if (key.str() == "issuer") {
            read_text(node, name, issuer.issuer, problems);
        } else if (key.str() == "kid") {
            read_text(node, name, issuer.kid, problems);
        } else if (key.str() == "hs256_secret_file") {
            read_text(node, name, issuer.hs256_secret_file, problems);
        } else if (key.str() == "jwks_file") {
            read_text(node, name, issuer.jwks_file, problems);
        } else if (key.str() == "tenants" && node.is_array()) {
            for (const auto& entry : *node.as_array()) {
                read_text(entry, name, issuer.tenants.emplace_back(), problems);
            }
        } else if (key.str() == "tenants") {
            problems.add(node, "'" + name + "' is not a list of SIP domains");
        } else {
            problems.add(node, "'" + name + "' is not a key of the configuration");
        }
    }
    check_keys(issuer, table, problems);
    if (issuer.tenants.empty()) {
        problems.add(table, "an [[auth.issuer]] needs 'tenants': SIP domains, or \"*\" for all");
    }
    return issuer;
}

void read_issuers(const toml::node& node, Config& config, Problems& problems) {
    const toml::array* issuers = node.as_array();
    if (issuers == nullptr) {
        problems.add(node, "'auth.issuer' is written [[auth.issuer]]");
        return;
    }
    for (const toml::node& entry : *issuers) {
        if (const toml::table* table = entry.as_table()) {
            config.auth_issuers.push_back(read_issuer(*table, problems));
        } else {
            problems.add(entry, "'auth.issuer' is written [[auth.issuer]]");
        }
    }
}

void read_allow(const toml::node& node, Config& config, Problems& problems) {
    const toml::array* list = node.as_array();
    if (list == nullptr) {
        problems.add(node, "'private.allow' is not a list of addresses such as [\"10.0.0.7\"]");
        return;
    }
    for (const toml::node& entry : *list)
        read_text(entry, "private.allow", config.private_allow.emplace_back(), problems);
}

void check_source(const SourceConfig& source, const Config& config, const toml::node& where,
                  Problems& problems) {
    const bool plain = std::all_of(source.name.begin(), source.name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '.' || c == '_' || c == '-';
    });
    if (source.name.empty() || source.name.size() > base::limits::source_name_bytes_max || !plain) {
        problems.add(where,
                     "a [[source]] needs a 'name' of 1 to 64 letters, digits, '.', '_', '-'");
    }
    if (source.kind != "freeswitch-spool") {
        problems.add(where, "a [[source]] needs a 'kind': \"freeswitch-spool\"");
    }
    if (source.path.empty()) problems.add(where, "a [[source]] needs a 'path'");
    for (const SourceConfig& other : config.sources) {
        if (other.name == source.name) {
            problems.add(where, "two [[source]] have the name '" + source.name + "'");
        }
        if (std::filesystem::path(other.path + "/").lexically_normal() ==
            std::filesystem::path(source.path + "/").lexically_normal()) {
            problems.add(where, "two [[source]] have the path '" + source.path + "'");
        }
    }
}

void read_source(const toml::table& table, Config& config, Problems& problems) {
    SourceConfig source;
    for (const auto& [key, node] : table) {
        const std::string name = "source." + std::string(key.str());
        if (key.str() == "name") {
            read_text(node, name, source.name, problems);
        } else if (key.str() == "kind") {
            read_text(node, name, source.kind, problems);
        } else if (key.str() == "path") {
            read_text(node, name, source.path, problems);
        } else {
            problems.add(node, "'" + name + "' is not a key of the configuration");
        }
    }
    check_source(source, config, table, problems);
    config.sources.push_back(std::move(source));
}

void read_sources(const toml::node& node, Config& config, Problems& problems) {
    const toml::array* sources = node.as_array();
    if (sources == nullptr) {
        problems.add(node, "'source' is written [[source]]");
        return;
    }
    for (const toml::node& entry : *sources) {
        if (const toml::table* table = entry.as_table()) {
            read_source(*table, config, problems);
        } else {
            problems.add(entry, "'source' is written [[source]]");
        }
    }
}

void read_entry(std::string_view table, std::string_view name, const toml::node& node,
                Config& config, Problems& problems) {
    const std::string full = std::string(table) + "." + std::string(name);
    if (full == "auth.issuer") return read_issuers(node, config, problems);
    if (full == "private.allow") return read_allow(node, config, problems);
    for (const Key& key : keys) {
        if (key.table == table && key.name == name) {
            return read_text(node, full, config.*key.member, problems);
        }
    }
    for (const NumberKey& key : number_keys) {
        if (key.table != table || key.name != name) continue;
        if (const auto* number = node.as_integer()) {
            config.*key.member = number->get();
        } else {
            problems.add(node, "'" + full + "' is not a whole number");
        }
        return;
    }
    problems.add(node, "'" + full + "' is not a key of the configuration");
}

base::Result<void> read_toml(const std::string& text, Config& config) {
    toml::table root;
    try {
        root = toml::parse(text);
    } catch (const toml::parse_error& error) {
        return base::invalid("line " + std::to_string(error.source().begin.line) + ": " +
                             std::string(error.description()));
    }
    Problems problems;
    for (const auto& [table_name, node] : root) {
        if (table_name.str() == "source") {
            read_sources(node, config, problems);
            continue;
        }
        const toml::table* table = node.as_table();
        if (table == nullptr) {
            problems.add(node, "'" + std::string(table_name.str()) + "' is not a [table]");
            continue;
        }
        for (const auto& [name, entry] : *table) {
            read_entry(table_name.str(), name.str(), entry, config, problems);
        }
    }
    if (!problems.text().empty()) return base::invalid(problems.text());
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
    for (const Key& key : keys) {
        const std::string variable = variable_of(key.table, key.name);
        if (const char* value = std::getenv(variable.c_str())) config.*key.member = value;
    }
    for (const NumberKey& key : number_keys) {
        const std::string variable = variable_of(key.table, key.name);
        const char* const text = std::getenv(variable.c_str());
        if (text == nullptr) continue;
        const char* const end = text + std::strlen(text);
        const auto [behind, fault] = std::from_chars(text, end, config.*key.member);
        if (fault != std::errc() || behind != end)
            return base::invalid(variable + " is '" + text + "', not a whole number");
    }
    if (const char* value = std::getenv("EDGVOIP_PRIVATE_ALLOW")) {
        config.private_allow.clear();
        std::istringstream entries(value);
        for (std::string entry; std::getline(entries, entry, ',');)
            config.private_allow.push_back(entry);
    }
    return {};
}

base::Result<void> check_values(const Config& config) {
    if (std::find(log_levels.begin(), log_levels.end(), config.log_level) == log_levels.end()) {
        return base::invalid("log.level is '" + config.log_level +
                             "', but can be debug, info, warning or error");
    }
    for (const NumberKey& key : number_keys) {
        const std::int64_t value = config.*key.member;
        if (value >= 0 && value <= key.most) continue;
        return base::invalid(full_name(key) + " is " + std::to_string(value) +
                             ", but can be 0 to " + std::to_string(key.most));
    }
    if (config.auth_audience.empty()) return base::invalid("auth.audience is empty");
    if (config.ingest_source.empty()) return base::invalid("ingest.source is empty");
    return {};
}

void write_text(std::ostream& out, std::string_view name, const std::string& value) {
    out << name << " = " << toml::value<std::string>(value) << '\n';
}

void write_list(std::ostream& out, std::string_view name, const std::vector<std::string>& values) {
    toml::array list;
    for (const std::string& value : values)
        list.push_back(value);
    out << name << " = " << list << '\n';
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

std::string Config::to_toml() const {
    std::ostringstream out;
    std::string_view table;
    for (const Key& key : keys) {
        if (key.table != table) {
            out << (table.empty() ? "[" : "\n[") << key.table << "]\n";
            table = key.table;
        }
        write_text(out, key.name, this->*key.member);
        if (key.member == &Config::private_password_file) write_list(out, "allow", private_allow);
    }
    for (const NumberKey& key : number_keys)
        out << "\n[" << key.table << "]\n" << key.name << " = " << this->*key.member << '\n';
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
