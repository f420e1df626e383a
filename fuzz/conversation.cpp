// What a client sends on one connection: whole, and in pieces.
#include "http/conversation.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using Step = http::Conversation::Step;

/// What came of the bytes.
struct Outcome {
    std::vector<std::vector<std::string>> requests;  // that reached the handler
    bool closed = false;
    std::string last_status;

    bool operator==(const Outcome&) const = default;
};

/// Takes all steps that need no more bytes.
void advance(http::Conversation& conversation, Outcome& outcome) {
    for (;;) {
        const Step step = conversation.advance();
        if (step != Step::write && step != Step::write_and_close) return;
        const std::string_view head = conversation.output().head;
        base::check(head.starts_with("HTTP/1.1 ") && head.ends_with("\r\n\r\n"), "it is HTTP");
        constexpr std::size_t status_at = 9, status_bytes = 3;
        outcome.last_status = head.substr(status_at, status_bytes);
        outcome.closed = step == Step::write_and_close;
        if (outcome.closed) return;
    }
}

Outcome outcome_of(std::string_view bytes, std::size_t at_once) {
    static const auto observer = base::make_silent_observer();
    Outcome outcome;
    http::Service service{.handler =
                              [&](http::Request request) {
                                  std::vector<std::string> kept = {request.method_name,
                                                                   request.path, request.query,
                                                                   request.body};
                                  for (const auto& [name, value] : request.headers)
                                      kept.insert(kept.end(), {name, value});
                                  outcome.requests.push_back(std::move(kept));
                                  return http::Answer();
                              },
                          .observer = *observer,
                          .bodies = true,
                          .clock = {},
                          .request_ids = {},
                          .date = {},
                          .later_handler = nullptr,
                          .route_of = nullptr,
                          .requests_max = base::limits::http_requests_per_connection_max,
                          .tls = false};
    http::Conversation conversation(service, {.address = "192.0.2.7"});
    while (!bytes.empty() && !outcome.closed) {
        const auto room = conversation.room();
        base::check(!room.empty(), "there is room while a request is not whole");
        const std::size_t count = std::min({room.size(), bytes.size(), at_once});
        std::copy_n(bytes.begin(), count, room.begin());
        conversation.received(count);
        bytes.remove_prefix(count);
        advance(conversation, outcome);
    }
    return outcome;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const Outcome whole = outcome_of(bytes, bytes.size());
    Outcome in_pieces = outcome_of(bytes, 1);
    // Who already sent the body is not told to go on; who did not may be left with that.
    if (in_pieces.last_status == "100" && !in_pieces.closed)
        in_pieces.last_status = whole.last_status;
    base::check(in_pieces == whole, "pieces mean what the whole means");
    return 0;
}
