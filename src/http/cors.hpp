#pragma once

#include "base/error.hpp"
#include "http/message.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace http {

/// Which web pages of other origins may read answers (Fetch standard, CORS protocol): those of a
/// list, never all, never with cookies. A value; any thread.
class CorsPolicy {
public:
    /// Origins such as `https://crm.example`, in lower case and without a path. Fault::invalid
    /// names the first that is none; `*` and `null` are none.
    static base::Result<CorsPolicy> parse(std::vector<std::string> origins);

    bool empty() const { return origins_.empty(); }

    /// The answer to a browser's question before the request; nothing when this is not one, or its
    /// page is not of the list.
    std::optional<Answer> preflight(const Request& request) const;

    /// The origin of the list that the request comes from.
    std::optional<std::string> origin_of(const Request& request) const;

    /// Lets a page of that origin read the answer.
    static void allow(std::string_view origin, Answer& answer);

    /// Where there is a list, answers differ by origin, and whoever stores them must know.
    void tell_caches(Answer& answer) const;

private:
    std::vector<std::string> origins_;
};

}  // namespace http
