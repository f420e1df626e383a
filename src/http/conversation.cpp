#include "http/conversation.hpp"

#include "base/ids.hpp"
#include "http/event_stream.hpp"
#include "http/file_body.hpp"
#include "http/problem.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <exception>
#include <utility>
#include <variant>

namespace http {
namespace {

constexpr std::size_t buffer_bytes_least = 2048;      // most requests, with a token
constexpr std::size_t buffer_bytes_kept = 16 * 1024;  // what an idle connection may hold on to
constexpr std::size_t room_bytes_least = 1024;
constexpr std::int64_t file_block_bytes = 64 * 1024;
constexpr RefusalPause::Lengths no_pauses = {.first = {}, .longest = {}};

std::int64_t micros_since(std::chrono::steady_clock::time_point start) {
    const auto passed = std::chrono::steady_clock::now() - start;
    return std::chrono::duration_cast<std::chrono::microseconds>(passed).count();
}

/// Methods are the clients', and without end.
std::string_view known_method(std::string_view method) {
    constexpr std::array<std::string_view, 7> known = {"GET", "HEAD",  "OPTIONS", "POST",
                                                       "PUT", "PATCH", "DELETE"};
    return std::find(known.begin(), known.end(), method) == known.end() ? "other" : method;
}

}  // namespace

RequestIds::RequestIds() : start_(base::Uuid::random().text().substr(0, 13)) {}

std::string RequestIds::next() {
    std::array<char, 16> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), ++count_, 16);
    return start_ + "-" + std::string(digits.data(), end.ptr);
}

Conversation::Conversation(Service& service, Peer peer)
    : service_(service),
      client_address_(std::move(peer.address)),
      refusal_pause_(peer.speaks_for_many ? no_pauses : service.pauses),
      buffer_(buffer_bytes_least) {}

std::span<char> Conversation::room() {
    if (begin_ > 0) {
        std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
                  buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
        end_ -= begin_;
        begin_ = 0;
    }
    if (end_ == 0 && buffer_.size() > buffer_bytes_kept) {
        buffer_.resize(buffer_bytes_least);
        buffer_.shrink_to_fit();
    }
    // Grows as bytes come, not as a Content-Length promises. It cannot grow past one largest
    // request and what came with its end, since nothing is read while there is one to answer.
    if (buffer_.size() - end_ < room_bytes_least) buffer_.resize(buffer_.size() * 2);
    return std::span(buffer_).subspan(end_);
}

Conversation::Step Conversation::advance() {
    if (sending_.file) return send_file();
    if (events_) return send_events();
    body_ = std::string();  // sent; an idle connection keeps no answer
    pause_ = std::exchange(due_pause_, {});
    if (pause_.count() > 0 && !draining_) return Step::pause;
    return in_body_ ? take_body() : take_head();
}

void Conversation::skip_empty_line() {
    // RFC 9112 section 2.2: one in front of a request is forgiven, as old clients send it.
    if (skipped_empty_line_ || !pending().starts_with("\r\n")) return;
    consume(2);
    skipped_empty_line_ = true;
}

Conversation::Step Conversation::take_head() {
    skip_empty_line();
    const std::string_view bytes = pending();
    if (bytes.empty()) return draining_ ? Step::close : Step::await_request;
    if (bytes == "\r" && !skipped_empty_line_) return Step::read_head;
    is_head_request_ = bytes.starts_with("HEAD ");
    request_id_.clear();
    switch (scanner_.scan(bytes)) {
        case HeadScanner::Verdict::incomplete:
            return Step::read_head;
        case HeadScanner::Verdict::refused:
            return refuse(scanner_.refusal());
        case HeadScanner::Verdict::complete:
            break;
    }
    auto head = parse_request_head(bytes.substr(0, scanner_.size()));
    consume(scanner_.size());
    scanner_ = HeadScanner();
    skipped_empty_line_ = false;
    if (!head) return refuse({400, "the header is not well-formed"});
    request_id_ = sane_request_id(head->fields).value_or("");
    auto verdict = admit(std::move(*head), service_.bodies, service_.body_bytes_max);
    if (const Refusal* refusal = std::get_if<Refusal>(&verdict)) return refuse(*refusal);
    admitted_ = std::get<Admitted>(std::move(verdict));
    in_body_ = true;
    if (admitted_.expects_continue && admitted_.body_bytes > pending().size()) {
        head_ = "HTTP/1.1 100 Continue\r\n\r\n";
        body_.clear();
        return Step::write;
    }
    return take_body();
}

Conversation::Step Conversation::take_body() {
    if (pending().size() < admitted_.body_bytes) return Step::read_body;
    admitted_.request.body = pending().substr(0, admitted_.body_bytes);
    consume(admitted_.body_bytes);
    in_body_ = false;
    return answer();
}

Conversation::Step Conversation::answer() {
    Request& request = admitted_.request;
    if (request.request_id.empty()) request.request_id = service_.request_ids.next();
    request.client_address = client_address_;
    request.received = service_.clock.now();
    request_id_ = request.request_id;
    const std::string_view route = service_.route_of ? service_.route_of(request.path) : "";
    asked_ = {std::string(known_method(request.method_name)),
              std::string(route.empty() ? "none" : route), std::chrono::steady_clock::now()};
    if (service_.later_handler) return Step::await_answer;
    return finish(handle(std::move(request)));
}

void Conversation::ask(const Reply& reply) {
    try {
        service_.later_handler(std::move(admitted_.request), reply);
    } catch (const std::exception& failure) {
        reply(failed(failure.what()));
    } catch (...) {
        reply(failed("something that is not a std::exception"));
    }
}

Conversation::Step Conversation::answered(std::optional<Answer> answer) {
    return finish(answer ? std::move(*answer) : failed("the handler forgot to answer"));
}

Conversation::Step Conversation::finish(Answer answer) {
    ++answered_;
    const bool goes_on = answer.events != nullptr;
    if (goes_on) answer.events = listening_to(std::move(answer.events));
    const bool is_last = goes_on || draining_ || answered_ >= service_.requests_max;
    const bool keep_alive = admitted_.keep_alive && !is_last;
    const std::string about = std::move(answer.about);
    const std::int64_t items = answer.items.value_or(0);
    const int status = put_out(std::move(answer), keep_alive);
    due_pause_ = refusal_pause_.after(status);
    const std::int64_t bytes =
        sending_.file ? sending_.file->bytes() : static_cast<std::int64_t>(body_.size());
    service_.observer.event(base::Severity::info, "http_request",
                            {{"request_id", std::string_view(request_id_)},
                             {"method", std::string_view(asked_.method)},
                             {"route", std::string_view(asked_.route)},
                             {"tenant", std::string_view(about)},
                             {"status", std::int64_t{status}},
                             {"rows", items},
                             {"bytes", bytes},
                             {"micros", micros_since(asked_.start)}});
    if (events_) {
        if (draining_) events_->end();
        return Step::write_part;
    }
    const Step step = keep_alive ? Step::write : Step::write_and_close;
    if (!sending_.file) return step;
    sending_.last = step;
    return Step::write_part;
}

Conversation::Step Conversation::send_file() {
    const std::int64_t left = sending_.file->bytes() - sending_.sent;
    body_.resize(static_cast<std::size_t>(std::min(left, file_block_bytes)));
    head_.clear();
    if (const auto read = sending_.file->read(sending_.sent, body_); !read) {
        // Only the end of the connection still says that the body is not whole.
        service_.observer.event(base::Severity::error, "http_body_failed",
                                {{"request_id", std::string_view(request_id_)},
                                 {"what", std::string_view(read.error().detail)}});
        sending_ = {};
        return Step::close;
    }
    sending_.sent += static_cast<std::int64_t>(body_.size());
    if (sending_.sent < sending_.file->bytes()) return Step::write_part;
    return std::exchange(sending_, {}).last;
}

Conversation::Step Conversation::send_events() {
    // Asked before the bytes are taken: what comes in between must not be lost.
    const bool is_over = events_->is_over();
    head_.clear();
    // Not assigned: an empty string would leave the room of what was sent, and a first event may
    // have had much.
    events_->take().swap(body_);
    if (is_over) return Step::write_and_close;
    return body_.empty() ? Step::await_events : Step::write_part;
}

void Conversation::on_news(std::function<void()> wake) {
    events_->on_news(std::move(wake));
}

void Conversation::drain() {
    draining_ = true;
    if (events_) events_->end();
}

Answer Conversation::handle(Request request) {
    try {
        return service_.handler(std::move(request));
    } catch (const std::exception& failure) {
        return failed(failure.what());
    } catch (...) {
        return failed("something that is not a std::exception");
    }
}

Answer Conversation::failed(std::string_view what) {
    service_.observer.event(base::Severity::error, "http_handler_failed",
                            {{"request_id", std::string_view(request_id_)}, {"what", what}});
    Problem problem;
    problem.status = 500;
    problem.detail = "the request could not be answered; the server's log has its request_id";
    return to_answer(problem, request_id_);
}

int Conversation::put_out(Answer answer, bool keep_alive) {
    const AnswerFraming framing{request_id_, service_.date.text(service_.clock.now()), keep_alive,
                                service_.tls};
    head_.clear();
    try {
        write_answer_head(head_, answer, framing);
    } catch (const base::Bug& bug) {
        answer = failed(bug.what());
        head_.clear();
        write_answer_head(head_, answer, framing);
    }
    body_.clear();
    if (!is_head_request_ && status_has_body(answer.status)) {
        body_ = std::move(answer.body);
        if (answer.file && answer.file->bytes() > 0) sending_.file = std::move(answer.file);
        events_ = std::move(answer.events);
    }
    return answer.status;
}

Conversation::Step Conversation::refuse(const Refusal& refusal) {
    if (request_id_.empty()) request_id_ = service_.request_ids.next();
    Problem problem;
    problem.status = refusal.status;
    problem.detail = refusal.reason;
    put_out(to_answer(problem, request_id_), false);
    service_.observer.event(base::Severity::info, "http_refused",
                            {{"request_id", std::string_view(request_id_)},
                             {"status", std::int64_t{refusal.status}},
                             {"reason", refusal.reason}});
    return Step::write_and_close;
}

Conversation::Step Conversation::time_out() {
    return refuse({408, "the request took too long to come"});
}

}  // namespace http
