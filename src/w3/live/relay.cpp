#include "w3/live/relay.hpp"

#include "w3/live/moment.hpp"
#include "w3/people/limits.hpp"
#include "w3/reader/pace.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <exception>
#include <utility>
#include <variant>

namespace w3::live {
namespace {

using std::chrono::milliseconds;

constexpr int unauthorized = 401;
constexpr int forbidden = 403;
constexpr const char* active_calls = "/api/monitor/active-calls";

std::chrono::steady_clock::time_point now() {
    return std::chrono::steady_clock::now();
}

std::shared_ptr<http::EventStream> new_events() {
    auto events = std::make_shared<http::EventStream>(limits::live_waiting_bytes_max);
    events->when_too_slow("closed", R"({"reason":"too_slow"})");
    // The answer's head goes out with the first bytes, so that the page knows that it is heard.
    events->beat();
    return events;
}

}  // namespace

Times usual_times() {
    return {.beat = milliseconds(limits::live_beat_ms),
            .silence_max = milliseconds(limits::live_silence_ms),
            .patience_min = milliseconds(limits::live_patience_min_ms),
            .patience_max = milliseconds(limits::live_patience_max_ms)};
}

Relay::Relay(const Needs& needs) : needs_(needs), thread_([this] { run(); }) {}

std::shared_ptr<http::EventStream> Relay::listen(Listening listening, std::string last_id) {
    std::shared_ptr<http::EventStream> events;
    {
        const std::lock_guard lock(mutex_);
        if (is_stopping_ || listeners_.size() >= limits::live_listeners_max) return nullptr;
        end_surplus(listening.person.id);
        events = new_events();
        Listener listener{
            .who = std::move(listening), .events = events, .passage = Passage(std::move(last_id))};
        listener.beat_next = now() + needs_.times.beat;
        listeners_.emplace(++last_id_, std::move(listener));
        attend_next_ = Time::min();
    }
    client_.wake();
    return events;
}

void Relay::end_surplus(people::PersonId person) {
    std::size_t count = 0;
    Listener* oldest = nullptr;
    for (auto& [id, listener] : listeners_) {
        if (listener.who.person.id != person || listener.events->is_over()) continue;
        if (count++ == 0) oldest = &listener;
    }
    if (count >= limits::live_listeners_per_person_max) oldest->events->end();
}

std::vector<std::pair<Relay::Id, Listening>> Relay::listeners() {
    std::vector<std::pair<Id, Listening>> all;
    const std::lock_guard lock(mutex_);
    all.reserve(listeners_.size());
    for (const auto& [id, listener] : listeners_)
        all.emplace_back(id, listener.who);
    return all;
}

void Relay::end(Id id) {
    {
        const std::lock_guard lock(mutex_);
        const auto found = listeners_.find(id);
        if (found == listeners_.end()) return;
        found->second.events->end();
        attend_next_ = Time::min();
    }
    client_.wake();
}

void Relay::stop() {
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
        for (auto& [id, listener] : listeners_) {
            listener.events->send("closed", R"({"reason":"shutting_down"})");
            listener.events->end();
        }
    }
    client_.wake();
    if (thread_.joinable()) thread_.join();
}

void Relay::run() {
    for (;;) {
        try {
            if (!go_on()) return;
        } catch (const std::exception& failure) {
            needs_.observer.event(base::Severity::error, "live_calls_failed",
                                  {{"what", std::string_view(failure.what())}});
            // Pages come again.
            const std::lock_guard lock(mutex_);
            for (auto& [id, listener] : listeners_)
                listener.events->end();
            attend_next_ = Time::min();
        }
    }
}

bool Relay::go_on() {
    Time until;
    {
        const std::lock_guard lock(mutex_);
        if (is_stopping_) return false;
        if (attend_next_ <= now()) attend();
        until = attend_next_;
    }
    // Both ends of time stand for at once and never: nothing is subtracted from them.
    const Time at = now();
    const auto left = until > at ? std::chrono::ceil<milliseconds>(until - at) : milliseconds(0);
    const auto all = client_.wait(left);
    const std::lock_guard lock(mutex_);
    for (const auto& received : all)
        take(received);
    return true;
}

void Relay::attend() {
    const Time at = now();
    attend_next_ = Time::max();
    for (auto each = listeners_.begin(); each != listeners_.end();) {
        Listener& listener = each->second;
        if (listener.beat_next <= at) {
            // A line that pages skip would not tell them that the server lives, nor what time it
            // is.
            listener.events->send("beat", boost::json::serialize(moment(needs_.clock.now())));
            listener.beat_next = at + needs_.times.beat;
        }
        const bool is_over = listener.events->is_over();
        if (!is_over && !listener.upstream && listener.next <= at) ask(each->first, listener);
        attend_by(listener.upstream ? listener.beat_next
                                    : std::min(listener.beat_next, listener.next));
        if (is_over) hang_up(listener);
        each = is_over ? listeners_.erase(each) : std::next(each);
    }
}

void Relay::attend_by(Time time) {
    attend_next_ = std::min(attend_next_, time);
}

void Relay::ask(Id id, Listener& listener) {
    const Listening& who = listener.who;
    auto asked = needs_.reader.question_for(
        {*who.tenant, who.person, who.client_address, who.request_id}, active_calls);
    if (!asked) return refuse(listener, asked.error().detail);
    http::EventQuestion question{.question = std::move(*asked),
                                 .silence_max = needs_.times.silence_max};
    question.question.time_max = milliseconds(limits::live_head_ms);
    question.question.body_bytes_max = limits::live_event_bytes_max;
    const std::string& last_id = listener.passage.connect();
    if (!last_id.empty()) question.question.headers.emplace_back("Last-Event-ID", last_id);
    listener.asked = now();
    listener.upstream = client_.open(question);
    listener_of_[*listener.upstream] = id;
}

void Relay::hang_up(Listener& listener) {
    if (!listener.upstream) return;
    client_.close(*listener.upstream);
    listener_of_.erase(*listener.upstream);
    listener.upstream.reset();
}

void Relay::take(const http::EventClient::Received& received) {
    // What had come before it was hung up is nobody's any more.
    const auto found = listener_of_.find(received.key);
    if (found == listener_of_.end()) return;
    Listener& listener = listeners_.at(found->second);
    if (const auto* event = std::get_if<http::ReceivedEvent>(&received.what)) {
        return take_event(listener, *event);
    }
    hang_up(listener);
    take_end(listener, std::get<http::EventStreamEnd>(received.what));
}

void Relay::take_event(Listener& listener, const http::ReceivedEvent& event) {
    const Passage::Taken taken = listener.passage.take(event);
    if (listener.passage.is_heard()) {
        listener.patience = Pause(0);
        tell_back(listener);
    }
    if (taken.passed) send(listener, *taken.passed);
    if (taken.then == Passage::Then::go_on) return;
    hang_up(listener);
    if (taken.then == Passage::Then::connect) return ask_again(listener);
    ask_later(listener, {}, "edgvoip's event does not fit: " + event.name);
}

void Relay::take_end(Listener& listener, const http::EventStreamEnd& end) {
    const int status = end.response.status;
    if (status == unauthorized || status == forbidden) return refuse(listener, end.why.detail);
    if (listener.passage.is_heard()) return ask_again(listener);
    const bool says_when = end.response.header("Retry-After").has_value();
    ask_later(listener, says_when ? reader::retry_after(end.response) : Pause(0), end.why.detail);
}

/// At once; but a stream that ends as soon as it begins is no reason to ask without a pause.
void Relay::ask_again(Listener& listener) {
    listener.next = listener.asked + needs_.times.patience_min;
    attend_by(listener.next);
}

void Relay::ask_later(Listener& listener, Pause at_least, std::string_view why) {
    const Times& times = needs_.times;
    listener.patience = std::clamp(listener.patience * 2, times.patience_min, times.patience_max);
    listener.next = now() + std::clamp(at_least, listener.patience, times.patience_max);
    attend_by(listener.next);
    if (const auto event = listener.passage.lose_link(needs_.clock.now())) send(listener, *event);
    const people::Tenant& tenant = *listener.who.tenant;
    if (!away_.insert(tenant.id).second) return;
    needs_.observer.event(base::Severity::warning, "live_calls_away",
                          {{"tenant", std::string_view(tenant.sip_domain)}, {"detail", why}});
}

void Relay::tell_back(const Listener& listener) {
    const people::Tenant& tenant = *listener.who.tenant;
    if (away_.erase(tenant.id) == 0) return;
    needs_.observer.event(base::Severity::info, "live_calls_back",
                          {{"tenant", std::string_view(tenant.sip_domain)}});
}

void Relay::refuse(Listener& listener, std::string_view why) {
    needs_.observer.event(base::Severity::error, "live_calls_refused",
                          {{"tenant", std::string_view(listener.who.tenant->sip_domain)},
                           {"request_id", std::string_view(listener.who.request_id)},
                           {"detail", why}});
    listener.events->end();
    attend_by(Time::min());
}

void Relay::send(Listener& listener, const PassedEvent& event) {
    if (listener.events->send(event.name, event.data, event.id)) return;
    attend_by(Time::min());
}

}  // namespace w3::live
