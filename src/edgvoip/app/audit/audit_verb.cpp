#include "access/seal.hpp"
#include "edgvoip/api/audit_line.hpp"
#include "edgvoip/app/audit/audit_log.hpp"
#include "edgvoip/app/chosen_tenants.hpp"
#include "edgvoip/app/interval_option.hpp"
#include "edgvoip/app/verbs.hpp"
#include "edgvoip/store/store.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>
#include <stdexcept>
#include <utility>

namespace edgvoip::app {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

/// What a line must be to be shown.
struct Wanted {
    query::Interval interval;
    std::optional<std::string> sip_domain;
    std::optional<std::string> subject;
    std::optional<std::set<std::string>> number_hashes;  ///< one of them
};

/// A day is one of UTC, as the files are.
base::Result<query::Interval> interval_of(const AuditArguments& arguments) {
    const auto utc = base::TimeZone::find("UTC");
    if (!utc) return utc.error();
    return read_interval_option(arguments.from, arguments.to, *utc);
}

/// A number is dialled as the tenants' countries have it.
base::Result<std::set<std::string>> hashes_of(
    const std::string& number, const Config& config,
    const std::vector<const directory::Tenant*>& tenants) {
    const auto opened = store::Store::open(config.store_url);
    if (!opened) return opened.error();
    const auto key = (*opened)->sealing_key();
    if (!key) return key.error();
    const auto seal = auth::Seal::of(*key);
    if (!seal) return seal.error();
    std::set<std::string> hashes;
    for (const directory::Tenant* const tenant : tenants)
        hashes.insert(api::audited_number(*seal, number, tenant->country));
    return hashes;
}

base::Result<Wanted> wanted_of(const Config& config, const AuditArguments& arguments) {
    const auto interval = interval_of(arguments);
    if (!interval) return interval.error();
    Wanted wanted{*interval, std::nullopt, arguments.subject, std::nullopt};
    if (!arguments.sip_domain && !arguments.number) return wanted;
    const auto directory = directory::Directory::read_file(config.directory_file);
    if (!directory) return directory.error();
    const auto tenants = chosen_tenants(**directory, arguments.sip_domain);
    if (!tenants) return tenants.error();
    if (arguments.sip_domain) wanted.sip_domain = tenants->front()->sip_domain;
    if (!arguments.number) return wanted;
    auto hashes = hashes_of(*arguments.number, config, *tenants);
    if (!hashes) return hashes.error();
    wanted.number_hashes = std::move(*hashes);
    return wanted;
}

bool is_text(const json::object& line, std::string_view name, const std::string& text) {
    const json::value& value = line.at(name);
    return value.is_string() && value.as_string() == text;
}

bool has_hash(const json::object& line, const std::set<std::string>& hashes) {
    for (const json::value& hash : line.at("number_hashes").as_array()) {
        if (hashes.contains(std::string(hash.as_string()))) return true;
    }
    return false;
}

/// Throws when the line is not what an audit has.
bool is_wanted(const json::object& line, const Wanted& wanted) {
    const auto at = base::parse_iso8601(std::string(line.at("at").as_string()));
    if (!at) throw std::invalid_argument("`at` is no time");
    const base::Instant instant = base::instant_of(*at);
    return instant >= wanted.interval.from && instant < wanted.interval.to &&
           (!wanted.sip_domain || is_text(line, "sip_domain", *wanted.sip_domain)) &&
           (!wanted.subject || is_text(line, "subject", *wanted.subject)) &&
           (!wanted.number_hashes || has_hash(line, *wanted.number_hashes));
}

/// Shows a file's lines; false when one of them could not be read, which is told.
bool show(const fs::path& path, const Wanted& wanted) {
    std::ifstream file(path);
    bool is_whole = file.is_open();
    if (!is_whole) std::cerr << path.string() << ": cannot be read\n";
    std::int64_t number = 0;
    for (std::string line; std::getline(file, line);) {
        ++number;
        if (line.empty()) continue;
        try {
            if (is_wanted(json::parse(line).as_object(), wanted)) std::cout << line << '\n';
        } catch (const std::exception&) {
            std::cerr << path.string() << ":" << number << ": this is no line of an audit\n";
            is_whole = false;
        }
    }
    return is_whole;
}

/// Names of days are in the order of days; a line may be written just after its day.
base::Result<std::vector<fs::path>> files_of(const std::string& folder,
                                             const query::Interval& interval) {
    constexpr std::int64_t day_us = 24 * 3600 * base::us_per_second;
    const std::string first = audit_file_name(interval.from);
    const std::string last = audit_file_name({interval.to.us + day_us});
    std::vector<fs::path> files;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        if (entry.path().extension() == ".jsonl" && name >= first && name <= last)
            files.push_back(entry.path());
    }
    if (error) return base::unavailable("cannot read '" + folder + "': " + error.message());
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

base::Result<void> audit(const Config& config, const AuditArguments& arguments) {
    if (config.audit_folder.empty()) {
        return base::invalid("audit.folder is empty: no audit is kept");
    }
    const auto wanted = wanted_of(config, arguments);
    if (!wanted) return wanted.error();
    const auto files = files_of(config.audit_folder, wanted->interval);
    if (!files) return files.error();
    bool is_whole = true;
    for (const fs::path& path : *files)
        is_whole = show(path, *wanted) && is_whole;
    if (!is_whole) return base::corrupt("some of the audit could not be read");
    return {};
}

}  // namespace edgvoip::app
