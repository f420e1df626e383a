#pragma once

#include "base/error.hpp"
#include "program/config_faults.hpp"

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// What every program of the project needs to start and to stop: its configuration and its signals.
namespace program {

/// A number from 0 to `most`.
struct NumberPlace {
    std::int64_t* member = nullptr;
    std::int64_t most = 0;
};

/// A list of texts, each being one of `what`.
struct ListPlace {
    std::vector<std::string>* member = nullptr;
    std::string_view what;
};

/// A key of a configuration and where its value is kept: a text, a number or a list. Keys of other
/// shapes (arrays of tables) are read by their program.
struct Setting {
    std::string_view table;
    std::string_view name;
    std::variant<std::string*, NumberPlace, ListPlace> place;

    /// As messages and documentation say it: `api.listen`.
    std::string full_name() const { return std::string(table) + "." + std::string(name); }
};

/// Reads what is no setting, such as `[[source]]`, by its full name; false when it is not known.
using OtherReader =
    std::function<bool(std::string_view full_name, const toml::node& node, ConfigFaults& faults)>;

/// Puts the values of a TOML text into their places. Fault::invalid names every unknown key and
/// wrong type with its line.
base::Result<void> read_toml(std::string_view text, std::span<const Setting> settings,
                             const OtherReader& read_other);

/// The same of a file. Without one: `default_file` of the working directory when it is there.
/// Fault::unavailable when it cannot be read; errors name the file.
base::Result<void> read_config_file(const std::optional<std::string>& file,
                                    const std::string& default_file,
                                    std::span<const Setting> settings,
                                    const OtherReader& read_other);

/// Puts the values of `<prefix>_<TABLE>_<KEY>` variables into their places; a list's entries have
/// commas between them. Fault::invalid names the variable.
base::Result<void> read_environment(std::string_view prefix, std::span<const Setting> settings);

/// Fault::invalid names the first number that is outside its range.
base::Result<void> check_numbers(std::span<const Setting> settings);

/// Fault::invalid when `log.level` is no level of base::Severity.
base::Result<void> check_log_level(std::string_view level);

/// Writes the settings table by table, as `read_toml` reads them; those of a table stand together.
void write_settings(std::ostream& out, std::span<const Setting> settings);

/// `name = "value"` and `name = ["value", …]`, for what is no setting.
void write_text(std::ostream& out, std::string_view name, const std::string& value);
void write_list(std::ostream& out, std::string_view name, const std::vector<std::string>& values);

}  // namespace program
