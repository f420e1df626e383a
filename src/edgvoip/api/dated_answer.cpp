#include "edgvoip/api/dated_answer.hpp"

#include "edgvoip/api/etag.hpp"
#include "edgvoip/api/problems.hpp"

#include <optional>
#include <string>
#include <utility>

namespace edgvoip::api {

http::Answer dated_answer(
    const ApiContext& context, const http::Request& request, const Visitor& visitor, bool is_fixed,
    const std::function<base::Result<DatedAnswer>(const query::Sources&)>& make) {
    const auto sources = context.sources();
    if (!sources) return store_problem(context, request, sources.error());
    const auto now = query::newest_change(*sources, *visitor.tenant);
    if (!now) return problem(ProblemKind::not_ready, request);
    std::optional<std::string> etag;
    if (is_fixed) {
        etag = etag_of(context, visitor, request, *now);
        if (client_has(request, *etag)) return not_modified(std::move(*etag));
    }

    auto made = make(*sources);
    if (!made) return store_problem(context, request, made.error());
    if (etag && made->change_seq != *now)
        etag = etag_of(context, visitor, request, made->change_seq);
    if (etag) made->answer.headers.emplace_back("ETag", std::move(*etag));
    return std::move(made->answer);
}

}  // namespace edgvoip::api
