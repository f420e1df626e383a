#pragma once

#include "base/ids.hpp"
#include "http/problem.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace w3::api {

/// Reads a request's JSON object strictly: every member is asked for by name and checked, and all
/// that is wrong is collected, so that one answer names everything at once. Texts are UTF-8 without
/// control characters. Nothing is ever ignored.
class JsonBody {
public:
    explicit JsonBody(std::string_view body);

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

    /// A list of 1 to `most` texts, each as text(), that must be there; else an error, and an empty
    /// one.
    std::vector<std::string> texts(std::string_view name, std::size_t most, std::size_t bytes_max);

    struct Stores {
        std::optional<std::vector<base::StoreId>> ids;  ///< nothing: null, which is all stores
    };
    /// A list of at most `most` ids, or null; nothing: it is missing or wrong.
    std::optional<Stores> store_ids(std::string_view name, std::size_t most);

    /// Adds what only the caller can know to be wrong.
    void reject(std::string_view name, std::string reason);

    /// What is wrong, unknown members included. Call it last. Empty: the body is good.
    std::vector<http::ParameterError> errors() const;

private:
    const boost::json::value* find(std::string_view name);
    std::optional<std::string> text_of(std::string_view name, const boost::json::value& value,
                                       std::size_t bytes_max);

    boost::json::object object_;
    std::vector<std::string> known_;
    std::vector<http::ParameterError> errors_;
};

}  // namespace w3::api
