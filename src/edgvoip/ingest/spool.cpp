#include "edgvoip/ingest/spool.hpp"

#include "base/ids.hpp"
#include "base/limits.hpp"
#include "edgvoip/ingest/spool_folder.hpp"
#include "edgvoip/ingest/spool_queue.hpp"
#include "edgvoip/source/freeswitch/json_cdr.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <exception>
#include <mutex>
#include <poll.h>
#include <sys/eventfd.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace edgvoip::ingest {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using Time = SpoolQueue::Time;

constexpr int files_per_turn = 64;  // then new ones are looked for again
constexpr milliseconds::rep pause_max_factor = 30;

/// Since a file was last written to, by the clock that dates files.
std::chrono::nanoseconds age_of(const FileIdentity& identity) {
    return std::chrono::system_clock::now().time_since_epoch() -
           std::chrono::nanoseconds(identity.modified_ns);
}

/// What the intake says of submitted records, from its thread to the spool's. Lives as long as the
/// last record in flight.
class Outcomes {
public:
    struct Outcome {
        std::string name;
        FileIdentity identity;
        base::Result<void> result;
    };

    Outcomes() : event_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
        base::check(static_cast<bool>(event_), "an eventfd can be made");
    }
    void put(Outcome outcome) {
        {
            const std::lock_guard lock(mutex_);
            outcomes_.push_back(std::move(outcome));
        }
        wake();
    }
    std::vector<Outcome> take() {
        std::uint64_t count = 0;
        // Nothing to read is no failure: then nobody has woken us.
        [[maybe_unused]] const ssize_t got = ::read(event_.get(), &count, sizeof count);
        const std::lock_guard lock(mutex_);
        return std::exchange(outcomes_, {});
    }
    void wake() const {
        const std::uint64_t one = 1;
        [[maybe_unused]] const ssize_t written = ::write(event_.get(), &one, sizeof one);
    }
    int descriptor() const { return event_.get(); }

private:
    Descriptor event_;
    std::mutex mutex_;
    std::vector<Outcome> outcomes_;
};

}  // namespace

class Spool::Worker {
public:
    Worker(SpoolOptions options, SpoolFolder folder, LiveIntake& intake,
           const Quarantine& quarantine, base::Observer& observer)
        : options_(std::move(options)),
          intake_(intake),
          quarantine_(quarantine),
          observer_(observer),
          folder_(std::move(folder)) {}

    void begin() {
        say_whether_watched();
        thread_ = std::jthread([this] { run(); });
    }
    void stop() {
        stopping_ = true;
        outcomes_->wake();
        const std::lock_guard lock(stop_mutex_);
        if (thread_.joinable()) thread_.join();
    }
    const std::string& source() const { return options_.source; }
    Counters counters() const {
        const std::lock_guard lock(mutex_);
        return published_;
    }

private:
    void run();
    void turn(Time now);
    void sleep(Time now) const;
    void publish();

    void look_after_folder(Time now);
    void look_through(Time now);
    void lose_folder(const base::Error& error, Time now);
    void say_whether_watched();
    void read_events();

    void submit_some(Time now);
    void consider(const std::string& name, Time now);
    void consider_bytes(const std::string& name, SpoolFile& file, Time now);
    bool is_settled(SpoolQueue::Entry& entry, const FileIdentity& identity, Time now) const;
    void submit(const std::string& name, const FileIdentity& identity, call::LegRecord record,
                Time now);
    void take_outcomes(Time now);
    void take_outcome(const Outcomes::Outcome& outcome, Time now);
    void quarantine(const std::string& name, const SpoolFile& file, const std::string& reason,
                    std::int64_t& counter, Time now);
    bool remove(const std::string& name, const FileIdentity& identity, Time now);
    void wait_longer(const std::string& name, Time now);
    void pause(Time now);
    void say(base::Severity severity, std::string_view event, std::string_view file,
             std::string_view what) const;

    const SpoolOptions options_;
    LiveIntake& intake_;
    const Quarantine& quarantine_;
    base::Observer& observer_;
    const std::shared_ptr<Outcomes> outcomes_ = std::make_shared<Outcomes>();

    // Of the spool's thread.
    std::optional<SpoolFolder> folder_;
    SpoolQueue queue_;
    Counters counters_;
    Time next_look_{};
    Time paused_until_{};
    milliseconds pause_{};
    bool not_all_found_ = false;
    bool removed_some_ = false;

    mutable std::mutex mutex_;
    Counters published_;
    std::atomic<bool> stopping_ = false;
    std::mutex stop_mutex_;
    std::jthread thread_;
};

void Spool::Worker::run() {
    for (;;) {
        const Time now = steady_clock::now();
        try {
            turn(now);
        } catch (const std::exception& failure) {
            say(base::Severity::error, "spool_fault", "", failure.what());
            pause(now);
        }
        publish();
        if (stopping_ && counters_.in_flight == 0) return;
        sleep(now);
    }
}

void Spool::Worker::turn(Time now) {
    take_outcomes(now);
    if (stopping_) return;
    look_after_folder(now);
    if (!folder_) return;
    read_events();
    queue_.wake(now);
    submit_some(now);
}

void Spool::Worker::sleep(Time now) const {
    Time until = next_look_;
    if (const auto due = queue_.next_due(); due && folder_) until = std::min(until, *due);
    const bool room =
        folder_ && counters_.in_flight < static_cast<std::int64_t>(options_.in_flight_max);
    if (queue_.has_ready() && room) until = std::min(until, std::max(now, paused_until_));
    const auto left = std::chrono::ceil<milliseconds>(until - steady_clock::now()).count();
    const int timeout = static_cast<int>(std::clamp<milliseconds::rep>(left, 0, 60'000));
    std::array<pollfd, 2> descriptors = {{
        {.fd = outcomes_->descriptor(), .events = POLLIN, .revents = 0},
        {.fd = folder_ && !stopping_ ? folder_->events_descriptor() : -1,
         .events = POLLIN,
         .revents = 0},
    }};
    // While stopping, only outcomes are waited for.
    ::poll(descriptors.data(), descriptors.size(), stopping_ ? 1000 : timeout);
}

void Spool::Worker::publish() {
    counters_.waiting = static_cast<std::int64_t>(queue_.size());
    const std::lock_guard lock(mutex_);
    published_ = counters_;
}

void Spool::Worker::look_after_folder(Time now) {
    if (!folder_) {
        if (now < next_look_) return;
        auto folder = SpoolFolder::open(options_.folder);
        if (!folder) {
            next_look_ = now + options_.pause;
            return;
        }
        folder_ = std::move(*folder);
        say(base::Severity::info, "spool_folder_found", "", options_.folder);
        say_whether_watched();
        next_look_ = now;
    }
    const bool next_part = not_all_found_ && !queue_.has_ready();
    if (now >= next_look_ || next_part) look_through(now);
}

void Spool::Worker::look_through(Time now) {
    if (!folder_->is_in_place()) {
        return lose_folder(base::unavailable("it was removed or replaced"), now);
    }
    counters_.ignored = 0;
    not_all_found_ = false;
    const auto looked = folder_->each_name([this](std::string_view name) {
        if (!is_spool_record_name(name)) {
            ++counters_.ignored;
        } else if (queue_.found_waiting() < base::limits::spool_names_max) {
            queue_.found(std::string(name));
        } else {
            not_all_found_ = true;
        }
        return !not_all_found_;
    });
    if (!looked) return lose_folder(looked.error(), now);
    next_look_ = now + options_.rescan;
}

void Spool::Worker::lose_folder(const base::Error& error, Time now) {
    say(base::Severity::error, "spool_folder_lost", "", error.detail);
    folder_.reset();
    queue_.forget_folder();
    next_look_ = now + options_.pause;
}

void Spool::Worker::say_whether_watched() {
    if (folder_->events_descriptor() >= 0) return;
    say(base::Severity::warning, "spool_unwatched", "",
        "the kernel gives no events (see fs.inotify.max_user_watches and max_user_instances); new "
        "files are found at the next rescan");
}

void Spool::Worker::read_events() {
    if (folder_->events_descriptor() < 0) return;
    const SpoolFolder::Events events = folder_->read_events();
    for (const std::string& name : events.finished) {
        if (is_spool_record_name(name)) queue_.finished(name);
    }
    if (events.lost) next_look_ = {};
}

void Spool::Worker::submit_some(Time now) {
    for (int i = 0; i < files_per_turn; ++i) {
        const bool full = counters_.in_flight >= static_cast<std::int64_t>(options_.in_flight_max);
        if (full || now < paused_until_) return;
        const auto name = queue_.next();
        if (!name) return;
        consider(*name, now);
    }
}

void Spool::Worker::consider(const std::string& name, Time now) {
    SpoolFile file = folder_->read(name);
    switch (file.kind) {
        case SpoolFile::Kind::gone:
        case SpoolFile::Kind::folder:
            return queue_.forget(name);
        case SpoolFile::Kind::unreadable:
            if (queue_.entry(name).wait.count() == 0) {
                say(base::Severity::error, "spool_unreadable", name, file.what);
            }
            return wait_longer(name, now);
        case SpoolFile::Kind::not_a_file:
            return quarantine(name, file, "it is " + file.what + ", not a file",
                              counters_.not_a_file, now);
        case SpoolFile::Kind::too_large:
        case SpoolFile::Kind::record:
            return consider_bytes(name, file, now);
    }
}

void Spool::Worker::consider_bytes(const std::string& name, SpoolFile& file, Time now) {
    SpoolQueue::Entry& entry = queue_.entry(name);
    if (!is_settled(entry, file.identity, now)) return queue_.wait(name, now + options_.settled);
    if (file.kind == SpoolFile::Kind::too_large) {
        return quarantine(name, file,
                          "larger than a record may be (" +
                              std::to_string(base::limits::record_bytes_max) + " bytes)",
                          counters_.too_large, now);
    }
    auto record = source::freeswitch::decode_json_cdr(file.bytes, options_.source, name);
    if (record) return submit(name, file.identity, std::move(*record), now);

    // A clock may have been set meanwhile: no file is given up at its first try.
    const bool tried_before = entry.wait.count() > 0;
    const auto age = age_of(file.identity);
    if (tried_before && (now - entry.since >= options_.patience || age >= options_.patience)) {
        return quarantine(name, file, record.error().detail, counters_.not_a_record, now);
    }
    wait_longer(name, now);
}

bool Spool::Worker::is_settled(SpoolQueue::Entry& entry, const FileIdentity& identity,
                               Time now) const {
    if (entry.seen != identity) {
        entry.seen = identity;
        entry.since = now;
        entry.wait = {};
    }
    const auto age = age_of(identity);
    return entry.closed || age >= options_.settled || now - entry.since >= options_.settled;
}

void Spool::Worker::submit(const std::string& name, const FileIdentity& identity,
                           call::LegRecord record, Time now) {
    const auto done = [outcomes = outcomes_, name, identity](base::Result<void> result) {
        outcomes->put({name, identity, std::move(result)});
    };
    if (!intake_.submit(std::move(record), done)) {
        pause(now);
        return queue_.again(name);
    }
    ++counters_.in_flight;
    queue_.in_flight(name);
}

void Spool::Worker::take_outcomes(Time now) {
    for (const Outcomes::Outcome& outcome : outcomes_->take()) {
        --counters_.in_flight;
        take_outcome(outcome, now);
    }
    if (!std::exchange(removed_some_, false) || !folder_) return;
    if (const auto synced = folder_->sync(); !synced) {
        say(base::Severity::warning, "spool_retry", "", synced.error().detail);
    }
}

void Spool::Worker::take_outcome(const Outcomes::Outcome& outcome, Time now) {
    if (!folder_) return queue_.forget(outcome.name);
    if (outcome.result) {
        pause_ = {};
        if (remove(outcome.name, outcome.identity, now)) ++counters_.taken;
        return;
    }
    const base::Error& error = outcome.result.error();
    const bool store_is_away = error.fault == base::Fault::unavailable;
    const bool said_already = store_is_away && now < paused_until_;
    if (!said_already) {
        say(base::Severity::warning, "spool_retry", outcome.name, error.detail);
    }
    if (!store_is_away) return wait_longer(outcome.name, now);
    if (!said_already) pause(now);
    queue_.wait(outcome.name, paused_until_);
}

void Spool::Worker::quarantine(const std::string& name, const SpoolFile& file,
                               const std::string& reason, std::int64_t& counter, Time now) {
    const std::string path = options_.folder + "/" + name;
    const auto kept = file.kind == SpoolFile::Kind::too_large
                          ? quarantine_.keep_file(path, reason)
                          : quarantine_.keep(file.bytes, path, reason);
    if (!kept) {
        say(base::Severity::error, "spool_retry", name, kept.error().detail);
        return wait_longer(name, now);
    }
    if (!remove(name, file.identity, now)) return;
    ++counter;
    say(base::Severity::warning, "spool_quarantined", name, reason);
}

/// Removes a file that is kept elsewhere now; when that fails, or it is another file by now, its
/// turn comes again.
bool Spool::Worker::remove(const std::string& name, const FileIdentity& identity, Time now) {
    const auto removed = folder_->remove(name, identity);
    if (!removed) {
        say(base::Severity::error, "spool_retry", name, removed.error().detail);
        wait_longer(name, now);
        return false;
    }
    if (!*removed) {
        queue_.changed(name, now + options_.settled);
        return false;
    }
    removed_some_ = true;
    queue_.forget(name);
    return true;
}

void Spool::Worker::wait_longer(const std::string& name, Time now) {
    milliseconds& wait = queue_.entry(name).wait;
    wait = wait.count() == 0 ? options_.first_wait : std::min(2 * wait, options_.patience);
    queue_.wait(name, now + wait);
}

/// Each failure in a row makes the next pause longer.
void Spool::Worker::pause(Time now) {
    pause_ = pause_.count() == 0 ? options_.pause
                                 : std::min(2 * pause_, pause_max_factor * options_.pause);
    paused_until_ = now + pause_;
}

void Spool::Worker::say(base::Severity severity, std::string_view event, std::string_view file,
                        std::string_view what) const {
    observer_.event(
        severity, event,
        {{"source", std::string_view(options_.source)}, {"file", file}, {"what", what}});
}

Spool::Spool(std::unique_ptr<Worker> worker) : worker_(std::move(worker)) {}

Spool::~Spool() {
    stop();
}

const std::string& Spool::source() const {
    return worker_->source();
}

base::Result<std::unique_ptr<Spool>> Spool::start(SpoolOptions options, LiveIntake& intake,
                                                  const Quarantine& quarantine,
                                                  base::Observer& observer) {
    auto folder = SpoolFolder::open(options.folder);
    if (!folder) return folder.error();
    auto worker = std::make_unique<Worker>(std::move(options), std::move(*folder), intake,
                                           quarantine, observer);
    worker->begin();
    return std::unique_ptr<Spool>(new Spool(std::move(worker)));
}

Spool::Counters Spool::counters() const {
    return worker_->counters();
}

void Spool::stop() {
    worker_->stop();
}

bool is_spool_record_name(std::string_view name) {
    constexpr std::string_view a_leg = "a_";
    constexpr std::string_view ending = ".cdr.json";
    if (name.starts_with(a_leg)) name.remove_prefix(a_leg.size());
    if (!name.ends_with(ending)) return false;
    name.remove_suffix(ending.size());
    return base::Uuid::parse(name).has_value();
}

base::Result<std::int64_t> count_spool(const std::string& folder) {
    const auto opened = SpoolFolder::open(folder);
    if (!opened) return opened.error();
    std::int64_t count = 0;
    const auto looked = opened->each_name([&count](std::string_view name) {
        count += is_spool_record_name(name) ? 1 : 0;
        return true;
    });
    if (!looked) return looked.error();
    return count;
}

}  // namespace edgvoip::ingest
