#pragma once

#include "base/ids.hpp"
#include "base/instant.hpp"
#include "http/problem.hpp"
#include "w3/api/reasons.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace w3::api {

/// Reads a request's JSON object strictly: every member is asked for by name and checked, and all
/// that is wrong is collected, so that one answer names everything at once. Texts are UTF-8 without
/// control characters. Nothing is ever ignored.
class JsonBody {
public:
    explicit JsonBody(std::string_view body);
    /// Of an object within another.
    explicit JsonBody(boost::json::object object) : object_(std::move(object)) {}

    bool given(std::string_view name) const;

    /// A text of 1 to `bytes_max` bytes that must be there; else an error, and an empty one.
    std::string text(std::string_view name, std::size_t bytes_max);
    /// The same where it may be missing.
    std::optional<std::string> maybe_text(std::string_view name, std::size_t bytes_max);
    /// A text or null, which is an empty one; nothing: it is missing.
    std::optional<std::string> text_or_null(std::string_view name, std::size_t bytes_max);
    /// A password: any text of at most `bytes_max` bytes that must be there.
    std::string secret(std::string_view name, std::size_t bytes_max);
    std::optional<bool> boolean(std::string_view name);
    /// The same or null; nothing: it is missing or wrong.
    std::optional<std::optional<bool>> boolean_or_null(std::string_view name);
    /// A whole number in [least, most]; nothing: it is missing or wrong.
    std::optional<std::int64_t> integer(std::string_view name, std::int64_t least,
                                        std::int64_t most);
    /// The same or null; nothing: it is missing or wrong.
    struct Number {
        std::optional<std::int64_t> value;  ///< nothing: null
    };
    std::optional<Number> integer_or_null(std::string_view name, std::int64_t least,
                                          std::int64_t most);
    /// A UUID or null; nothing: it is missing or wrong.
    struct Id {
        std::optional<base::Uuid> uuid;  ///< nothing: null
    };
    std::optional<Id> id_or_null(std::string_view name);
    /// An instant with its offset; nothing: it is missing or wrong.
    std::optional<base::Instant> instant(std::string_view name);

    /// Adds that a member must be there when it is not.
    void require(std::string_view name) {
        if (!given(name)) reject(name, Reason::missing, "is missing");
    }

    /// A list of at most `most` objects that must be there; else an error, and an empty one. What
    /// is wrong within them is for take_errors().
    std::vector<JsonBody> objects(std::string_view name, std::size_t most);
    /// A list of lists of objects, exactly `size` of at most `most` each.
    std::vector<std::vector<JsonBody>> object_lists(std::string_view name, std::size_t size,
                                                    std::size_t most);
    /// Adds what is wrong within an object of the member `name`.
    void take_errors(std::string_view name, const JsonBody& within);

    /// A list of 1 to `most` texts, each as text(), that must be there; else an error, and an empty
    /// one.
    std::vector<std::string> texts(std::string_view name, std::size_t most, std::size_t bytes_max);

    struct Stores {
        std::optional<std::vector<base::StoreId>> ids;  ///< nothing: null, which is all stores
    };
    /// A list of at most `most` ids, or null; nothing: it is missing or wrong.
    std::optional<Stores> store_ids(std::string_view name, std::size_t most);

    /// Adds what only the caller can know to be wrong.
    void reject(std::string_view name, Reason reason, std::string text);

    /// What is wrong, unknown members included. Call it last. Empty: the body is good.
    std::vector<http::ParameterError> errors() const;

private:
    /// `reason` for a value that is there.
    void reject_absent(std::string_view name, const boost::json::value* value, Reason reason,
                       std::string text);
    const boost::json::value* find(std::string_view name);
    std::vector<JsonBody> objects_of(std::string_view name, const boost::json::value* value,
                                     std::size_t most);
    std::optional<std::string> text_of(std::string_view name, const boost::json::value& value,
                                       std::size_t bytes_max);

    boost::json::object object_;
    std::vector<std::string> known_;
    std::vector<http::ParameterError> errors_;
};

}  // namespace w3::api
