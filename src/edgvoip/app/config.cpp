#include "edgvoip/app/config.hpp"

#include "base/folded_text.hpp"
#include "base/limits.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cerrno>
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

constexpr std::array<Key, 8> keys = {{
    {"api", "listen", &Config::api_listen},
    {"store", "url", &Config::store_url},
    {"auth", "hs256_secret_file", &Config::auth_hs256_secret_file},
    {"auth", "audience", &Config::auth_audience},
    {"auth", "signing_key_file", &Config::auth_signing_key_file},
    {"directory", "file", &Config::directory_file},
    {"ingest", "quarantine", &Config::ingest_quarantine},
    {"log", "level", &Config::log_level},
}};

constexpr std::array<std::string_view, 4> log_levels = {"debug", "info", "warning", "error"};

std::string variable_of(const Key& key) {
    return base::ascii_upper("EDGVOIP_" + std::string(key.table) + "_" + std::string(key.name));
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
    if (issuer.hs256_secret_file.empty()) {
        problems.add(table, "an [[auth.issuer]] needs 'hs256_secret_file'");
    }
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

void read_entry(std::string_view table, std::string_view name, const toml::node& node,
                Config& config, Problems& problems) {
    const std::string full = std::string(table) + "." + std::string(name);
    if (full == "auth.issuer") return read_issuers(node, config, problems);
    for (const Key& key : keys) {
        if (key.table == table && key.name == name) {
            return read_text(node, full, config.*key.member, problems);
        }
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

void read_environment(Config& config) {
    for (const Key& key : keys) {
        if (const char* value = std::getenv(variable_of(key).c_str())) config.*key.member = value;
    }
}

base::Result<void> check_values(const Config& config) {
    if (std::find(log_levels.begin(), log_levels.end(), config.log_level) == log_levels.end()) {
        return base::invalid("log.level is '" + config.log_level +
                             "', but can be debug, info, warning or error");
    }
    if (config.auth_audience.empty()) return base::invalid("auth.audience is empty");
    return {};
}

void write_text(std::ostream& out, std::string_view name, const std::string& value) {
    out << name << " = " << toml::value<std::string>(value) << '\n';
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
    read_environment(config);
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
    }
    for (const IssuerConfig& issuer : auth_issuers) {
        out << "\n[[auth.issuer]]\n";
        write_text(out, "issuer", issuer.issuer);
        write_text(out, "kid", issuer.kid);
        write_text(out, "hs256_secret_file", issuer.hs256_secret_file);
        toml::array tenants;
        for (const std::string& tenant : issuer.tenants)
            tenants.push_back(tenant);
        out << "tenants = " << tenants << '\n';
    }
    return out.str();
}

}  // namespace edgvoip::app
