#include "edgvoip/source/freeswitch/event_socket.hpp"

#include "edgvoip/source/freeswitch/event_command.hpp"
#include "edgvoip/source/freeswitch/event_socket_link.hpp"
#include "edgvoip/source/freeswitch/event_socket_pauses.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <exception>
#include <random>
#include <thread>
#include <utility>

namespace edgvoip::source::freeswitch {

/// Begins one link after the other, on a thread of its own.
class EventSocket::Worker {
public:
    Worker(EventSocketOptions options, EventSocketPlace place, EventSocketReader& reader,
           base::Observer& observer)
        : around_{std::move(options),
                  std::move(place),
                  reader,
                  observer,
                  std::make_shared<boost::asio::io_context>(1),
                  {},
                  false},
          pauses_(around_.options.pause_first, around_.options.pause_max, std::random_device{}()),
          pause_timer_(*around_.context),
          work_(around_.context->get_executor()) {}
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    ~Worker() {
        if (!thread_.joinable()) return;
        around_.is_stopping = true;
        boost::asio::post(*around_.context, [this] { stop(); });
        thread_.join();
    }

    void begin() {
        boost::asio::post(*around_.context, [this] { begin_link(); });
        thread_ = std::thread([this] { run(); });
    }
    const EventSocketTally& tally() const { return around_.tally; }

private:
    void run();
    void recover(std::string_view what);
    void begin_link();
    void on_end(const EventSocketLink::End& end);
    void begin_link_after(std::chrono::milliseconds pause);
    void count(const base::Error& why);
    void tell(const EventSocketLink::End& end);
    void stop();

    EventSocketSurroundings around_;
    EventSocketPauses pauses_;
    boost::asio::steady_timer pause_timer_;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
    std::shared_ptr<EventSocketLink> link_;  // null between two
    std::string told_why_;
    bool has_failed_ = false;
    std::thread thread_;
};

void EventSocket::Worker::run() {
    for (;;) {
        try {
            around_.context->run();
            return;
        } catch (const std::exception& failure) {
            recover(failure.what());
        }
    }
}

/// Whatever went wrong, the next link begins with nothing of this one.
void EventSocket::Worker::recover(std::string_view what) {
    around_.observer.event(
        base::Severity::error, "event_socket_fault",
        {{"address", std::string_view(around_.options.address)}, {"what", what}});
    if (around_.is_stopping) return;
    if (const auto link = link_) {
        return link->end(base::unavailable("a fault of this program ended the link"));
    }
    begin_link_after(around_.options.pause_max);
}

void EventSocket::Worker::begin_link() {
    if (around_.is_stopping) return;
    link_ = std::make_shared<EventSocketLink>(
        around_, [this](const EventSocketLink::End& end) { on_end(end); });
    link_->begin();
}

void EventSocket::Worker::on_end(const EventSocketLink::End& end) {
    link_.reset();
    count(end.why);
    const auto up_for = end.up_since ? std::chrono::steady_clock::now() - *end.up_since
                                     : std::chrono::steady_clock::duration::zero();
    const bool asking_helps = end.why.fault != base::Fault::invalid;
    begin_link_after(asking_helps ? pauses_.after_link(up_for) : pauses_.after_refusal());
    tell(end);
}

void EventSocket::Worker::begin_link_after(std::chrono::milliseconds pause) {
    pause_timer_.expires_after(pause);
    pause_timer_.async_wait([this](const boost::system::error_code& error) {
        if (!error) begin_link();
    });
}

void EventSocket::Worker::count(const base::Error& why) {
    const bool not_understood =
        why.fault == base::Fault::corrupt || why.fault == base::Fault::exhausted;
    if (not_understood) ++around_.tally.refused;
}

/// The reader hears of what changes for it, the log of every new reason.
void EventSocket::Worker::tell(const EventSocketLink::End& end) {
    const bool was_up = end.up_since.has_value();
    if (was_up || end.why.detail != told_why_) {
        told_why_ = end.why.detail;
        around_.observer.event(base::Severity::warning, "event_socket_down",
                               {{"address", std::string_view(around_.options.address)},
                                {"what", std::string_view(told_why_)}});
    }
    const bool is_first = !std::exchange(has_failed_, true);
    if (was_up || is_first) around_.reader.link_down(end.why.detail);
}

void EventSocket::Worker::stop() {
    if (link_) link_->leave();
    link_.reset();
    pause_timer_.cancel();
    work_.reset();
}

EventSocket::EventSocket(std::unique_ptr<Worker> worker) : worker_(std::move(worker)) {}

EventSocket::~EventSocket() = default;

base::Result<std::unique_ptr<EventSocket>> EventSocket::start(EventSocketOptions options,
                                                              EventSocketReader& reader,
                                                              base::Observer& observer) {
    auto place = EventSocketPlace::parse(options.address);
    if (!place) return place.error();
    if (const auto checked = check_event_password(options.password); !checked) {
        return checked.error();
    }
    auto worker = std::make_unique<Worker>(std::move(options), std::move(*place), reader, observer);
    worker->begin();
    return std::unique_ptr<EventSocket>(new EventSocket(std::move(worker)));
}

bool EventSocket::is_up() const {
    return worker_->tally().is_up;
}

EventSocket::Counters EventSocket::counters() const {
    const EventSocketTally& tally = worker_->tally();
    return {.connects = tally.connects,
            .links = tally.links,
            .frames = tally.frames,
            .bytes = tally.bytes,
            .events = tally.events,
            .lists = tally.lists,
            .lists_refused = tally.lists_refused,
            .refused = tally.refused};
}

}  // namespace edgvoip::source::freeswitch
