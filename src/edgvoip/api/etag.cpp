#include "edgvoip/api/etag.hpp"

#include "edgvoip/api/list_answer.hpp"
#include "edgvoip/api/sight_text.hpp"
#include "http/ascii.hpp"

#include <algorithm>
#include <utility>

namespace edgvoip::api {

std::string etag_of(const ApiContext& context, const Visitor& visitor, const http::Request& request,
                    std::int64_t change_seq) {
    constexpr std::size_t usual_bytes = 512;
    std::string state;
    state.reserve(usual_bytes);
    state += context.build_id;
    const auto add = [&state](std::string_view part) { state.append(1, '\n').append(part); };
    add(visitor.directory->fingerprint());
    add(visitor.tenant->id.uuid.text());
    add(std::to_string(change_seq));
    add(sight_text(visitor.sight));
    add(request.path);
    add(request.query);
    return '"' + context.seal->tag("etag", state) + '"';
}

bool client_has(const http::Request& request, std::string_view etag) {
    const auto field = request.header("If-None-Match");
    if (!field) return false;
    std::string_view rest = *field;
    if (http::without_spaces(rest) == "*") return true;
    while (!rest.empty()) {
        const std::string_view piece = rest.substr(0, rest.find(','));
        rest.remove_prefix(std::min(piece.size() + 1, rest.size()));
        std::string_view tag = http::without_spaces(piece);
        if (tag.starts_with("W/")) tag.remove_prefix(2);
        if (tag == etag) return true;
    }
    return false;
}

http::Answer not_modified(std::string etag) {
    http::Answer answer = data_answer();
    answer.status = 304;
    answer.headers.emplace_back("ETag", std::move(etag));
    return answer;
}

}  // namespace edgvoip::api
