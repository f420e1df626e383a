#include "access/compact.hpp"

#include "access/base64url.hpp"
#include "access/strict_json.hpp"
#include "base/limits.hpp"

#include <boost/json/value.hpp>

#include <array>

namespace auth {
namespace {

namespace json = boost::json;

/// Fields that would let a token bring its own key, change how it is read, or demand what we do
/// not do (RFC 8725 section 3.10, RFC 7515 section 4.1.11).
constexpr std::array<const char*, 6> refused_fields = {"jwk", "jku", "x5u", "x5c", "crit", "zip"};

std::optional<Algorithm> algorithm_in(const json::object& header) {
    const json::value* alg = header.if_contains("alg");
    const json::string* name = alg == nullptr ? nullptr : alg->if_string();
    if (name == nullptr) return std::nullopt;
    return algorithm_of({name->data(), name->size()});
}

}  // namespace

std::variant<CompactJws, TokenFault> read_compact(std::string_view text) {
    if (text.size() > base::limits::token_bytes_max) return TokenFault::malformed;
    const std::size_t first = text.find('.');
    if (first == std::string_view::npos) return TokenFault::malformed;
    const std::size_t second = text.find('.', first + 1);
    if (second == std::string_view::npos) return TokenFault::malformed;
    const auto header_json = decode_base64url(text.substr(0, first));
    auto payload = decode_base64url(text.substr(first + 1, second - first - 1));
    auto signature = decode_base64url(text.substr(second + 1));
    if (!header_json || !payload || !signature) return TokenFault::malformed;
    auto header = parse_strict_object(*header_json);
    if (!header) return TokenFault::malformed;
    for (const char* field : refused_fields) {
        if (header->contains(field)) return TokenFault::header_refused;
    }
    const auto algorithm = algorithm_in(*header);
    if (!algorithm) return TokenFault::algorithm_refused;
    return CompactJws{text.substr(0, second), std::move(*header), *algorithm, std::move(*payload),
                      std::move(*signature)};
}

bool is_signed_by(const CompactJws& jws, const Key& key) {
    return jws.algorithm == key.algorithm() && key.verifies(jws.signed_bytes, jws.signature);
}

}  // namespace auth
