#pragma once

#include "base/instant.hpp"

#include <boost/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Values of a record, cleaned: valid UTF-8, no control characters, no longer than the limit.
namespace edgvoip::source::freeswitch {

/// `%XX` to bytes; a `%` that is not followed by two hexadecimal digits stays. `+` stays a plus,
/// as FreeSWITCH never writes a space so.
std::string url_decoded(std::string_view text);

/// Valid UTF-8, whole characters only, at most `limits::record_text_bytes_max` bytes.
std::string clean_text(std::string_view bytes);

/// The whole number a text is, or nothing.
std::optional<std::int64_t> whole_number(std::string_view text);

/// An instant in microseconds that the PBX may leave out or set to 0; nothing when it is not
/// between 2000 and 2100.
std::optional<base::Instant> optional_instant(std::optional<std::int64_t> us);

/// True for 1…128 characters of `[A-Za-z0-9._:-]`.
bool is_sane_id(std::string_view text);

/// The member as text: strings as they are, numbers and booleans as JSON writes them; nothing for
/// a missing member or any other type.
std::optional<std::string> scalar_text(const boost::json::object& object, std::string_view key);
/// The same without a copy of what is text already; else a view of `room`.
std::optional<std::string_view> scalar_view(const boost::json::object& object, std::string_view key,
                                            std::string& room);

/// The object or array of that name; null when it is missing or something else.
const boost::json::object* member_object(const boost::json::object& object, std::string_view key);
const boost::json::array* member_array(const boost::json::object& object, std::string_view key);

/// The variables of one channel, decoded as the text they stand in needs it.
class Variables {
public:
    /// The `variables` of a record, whose values may be URL-encoded. Keeps a reference to them.
    explicit Variables(const boost::json::object& variables);
    /// Those members of an event whose names begin with `prefix`, which is not part of a variable's
    /// name; their values are plain. Keeps a reference to both.
    Variables(const boost::json::object& event, std::string_view prefix)
        : variables_(event), prefix_(prefix) {}

    /// Whether the values of this record are URL-encoded; one answer for all of them.
    bool encoded() const { return encoded_; }
    std::size_t size() const { return variables_.size(); }

    bool has(std::string_view key) const { return member(key) != nullptr; }
    /// Empty when missing.
    std::string text(std::string_view key) const;
    /// The first of the two that is not empty.
    std::string text(std::string_view key, std::string_view otherwise) const;
    /// The id of another leg; empty when it is none.
    std::string id(std::string_view key) const;
    std::optional<std::int64_t> number(std::string_view key) const;
    /// Finite, or nothing.
    std::optional<double> real(std::string_view key) const;
    /// The values of `ARRAY::x|:y`, of a JSON array, or the one value; at most
    /// `limits::record_apps_max`.
    std::vector<std::string> list(std::string_view key) const;

private:
    const boost::json::value* member(std::string_view key) const;
    /// The decoded value; a view of the record, or of `room` when it had to be made.
    std::optional<std::string_view> raw(std::string_view key, std::string& room) const;

    const boost::json::object& variables_;
    std::string_view prefix_;
    bool encoded_ = false;
};

}  // namespace edgvoip::source::freeswitch
