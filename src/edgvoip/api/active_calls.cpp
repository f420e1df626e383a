#include "edgvoip/api/endpoints.hpp"
#include "edgvoip/api/json_fields.hpp"
#include "edgvoip/api/list_answer.hpp"
#include "edgvoip/api/live_streams.hpp"
#include "edgvoip/api/live_view.hpp"
#include "edgvoip/api/problems.hpp"
#include "edgvoip/live/board.hpp"
#include "edgvoip/query/filter_words.hpp"
#include "http/ascii.hpp"
#include "http/problem.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace edgvoip::api {
namespace {

constexpr std::string_view event_stream = "text/event-stream";

/// Whether the client asks for events: it names their type and does not refuse it.
bool wants_events(const http::Request& request) {
    std::string_view rest = request.header("Accept").value_or("");
    while (!rest.empty()) {
        std::string_view range = rest.substr(0, rest.find(','));
        rest.remove_prefix(std::min(range.size() + 1, rest.size()));
        range.remove_prefix(std::min(range.find_first_not_of(" \t"), range.size()));
        std::string_view type = range.substr(0, range.find(';'));
        type = type.substr(0, type.find_last_not_of(" \t") + 1);
        if (http::same_ignoring_case(type, event_stream)) return true;
    }
    return false;
}

call::CallFilter read_live_filter(const Visitor& visitor, http::QueryParameters& parameters) {
    query::FilterWords words;
    words.direction = parameters.text("direction");
    words.store_id = parameters.text("store_id");
    query::ParameterFaults faults;
    call::CallFilter filter =
        query::read_filter(words, *visitor.tenant, visitor.sight, visitor.now, faults);
    query::read_remote_number(parameters.text("number"), *visitor.tenant, filter, faults);
    reject_all(parameters, faults);
    return filter;
}

http::Answer list_now(const http::Request& request, const Visitor& visitor, const LiveView& view,
                      const query::PageRequest& asked, const live::Calls& all) {
    live::Calls seen;
    std::ranges::copy_if(all, std::back_inserter(seen),
                         [&](const live::CallPointer& call) { return view.sees(*call); });
    ListFrame frame = page_frame(request, asked, static_cast<std::int64_t>(seen.size()));
    frame.as_of = visitor.now;
    const live::Calls page = query::page_of(std::move(seen), asked);
    http::Answer answer = list_answer(frame, [&](http::JsonWriter& json) {
        for (const live::CallPointer& call : page)
            view.write(json, *call, visitor.now);
    });
    answer.items = static_cast<std::int64_t>(page.size());
    return answer;
}

http::Answer begin_stream(const ApiContext& context, const http::Request& request,
                          const Visitor& visitor, LiveView view) {
    constexpr std::size_t tag_digits = 12;
    const std::string tag = context.seal->tag("live", view.text()).substr(0, tag_digits);
    const std::string_view last = request.header("Last-Event-ID").value_or("");
    const auto stream = std::make_shared<LiveStream>(std::move(view), tag, visitor.token_expires,
                                                     context.streams->written());
    const auto heard =
        context.board->listen(visitor.tenant->id, LiveStream::place_of(last, tag), stream);
    if (!heard) return problem(ProblemKind::live_unavailable, request);
    context.streams->add(stream);
    http::Answer answer;
    answer.content_type = event_stream;
    answer.headers.emplace_back("Cache-Control", "no-store");
    // Proxies that gather answers would keep the events back.
    answer.headers.emplace_back("X-Accel-Buffering", "no");
    answer.events = http::listening_to(stream->events());
    return answer;
}

}  // namespace

http::Answer list_active_calls(const ApiContext& context, const http::Request& request,
                               const Visitor& visitor, http::QueryParameters& parameters) {
    const bool is_stream = wants_events(request);
    LiveView view(visitor, read_live_filter(visitor, parameters));
    const query::PageRequest page = is_stream ? query::PageRequest() : read_page(parameters);
    if (auto errors = parameters.errors(); !errors.empty()) {
        return http::bad_parameters(std::move(errors), request.request_id);
    }
    if (context.board == nullptr) return problem(ProblemKind::live_unavailable, request);
    if (is_stream) return begin_stream(context, request, visitor, std::move(view));
    const auto calls = context.board->calls(visitor.tenant->id);
    if (!calls) return problem(ProblemKind::live_unavailable, request);
    return list_now(request, visitor, view, page, *calls);
}

}  // namespace edgvoip::api
