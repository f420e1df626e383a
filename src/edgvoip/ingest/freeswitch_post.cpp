#include "edgvoip/ingest/freeswitch_post.hpp"

#include "base/ids.hpp"
#include "base/limits.hpp"
#include "edgvoip/source/freeswitch/json_cdr.hpp"
#include "http/json_writer.hpp"
#include "http/problem.hpp"
#include "http/query_parameters.hpp"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

namespace edgvoip::ingest {
namespace {

/// The uuid that the query names, when it is one: it goes into names and logs.
std::string uuid_of_query(const std::string& query) {
    const auto text = http::QueryParameters(query).text("uuid");
    if (!text) return {};
    const auto uuid = base::Uuid::parse(*text);
    return uuid ? uuid->text() : std::string();
}

http::Answer stored(const std::string& uuid) {
    http::Answer answer;
    http::JsonWriter json(answer.body);
    json.begin_object();
    json.field("stored", true);
    json.field("uuid", uuid);
    json.end_object();
    return answer;
}

http::Answer quarantined() {
    http::Answer answer;
    answer.status = 202;
    http::JsonWriter json(answer.body);
    json.begin_object();
    json.field("stored", false);
    json.field("quarantined", true);
    json.end_object();
    return answer;
}

http::Answer only_post(std::string_view request_id) {
    http::Problem problem;
    problem.status = 405;
    problem.detail = "records are posted here";
    http::Answer answer = http::to_answer(problem, request_id);
    answer.headers.emplace_back("Allow", "POST");
    return answer;
}

}  // namespace

/// Says and counts what became of inputs.
struct FreeswitchPost::Teller {
    explicit Teller(base::Observer& to) : observer(to) {}

    http::Answer come_again(std::string_view request_id, std::string_view why) {
        ++refused;
        observer.event(base::Severity::warning, "ingest_refused",
                       {{"request_id", request_id}, {"what", why}});
        http::Problem problem;
        problem.status = 503;
        problem.detail = "the record could not be made durable; send it again later";
        http::Answer answer = http::to_answer(problem, request_id);
        answer.headers.emplace_back("Retry-After", "5");
        return answer;
    }

    http::Answer kept_aside(std::string_view request_id, std::string_view origin,
                            std::string_view reason) {
        ++not_a_record;
        observer.event(base::Severity::warning, "ingest_quarantined",
                       {{"request_id", request_id}, {"from", origin}, {"reason", reason}});
        return quarantined();
    }

    base::Observer& observer;
    std::atomic<std::int64_t> read = 0;
    std::atomic<std::int64_t> not_a_record = 0;
    std::atomic<std::int64_t> refused = 0;
};

/// Writes to quarantine, which waits for the disk, one input after the other.
class FreeswitchPost::QuarantineThread {
public:
    struct Input {
        std::string bytes;
        std::string origin;
        std::string reason;
        std::function<void(const base::Result<std::string>&)> done;
    };

    explicit QuarantineThread(const Quarantine& quarantine)
        : quarantine_(quarantine), thread_([this] { run(); }) {}
    QuarantineThread(const QuarantineThread&) = delete;
    QuarantineThread& operator=(const QuarantineThread&) = delete;
    ~QuarantineThread() {
        {
            const std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        woken_.notify_one();
    }

    /// False, and the input is as it was, when too many wait.
    bool submit(Input& input) {
        {
            const std::lock_guard lock(mutex_);
            if (queue_.size() >= base::limits::quarantine_queue_records_max) return false;
            queue_.push_back(std::move(input));
        }
        woken_.notify_one();
        return true;
    }

private:
    void run() {
        for (;;) {
            std::unique_lock lock(mutex_);
            woken_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
            if (queue_.empty()) return;
            const Input input = std::move(queue_.front());
            queue_.pop_front();
            lock.unlock();
            input.done(quarantine_.keep(input.bytes, input.origin, input.reason));
        }
    }

    const Quarantine& quarantine_;
    std::mutex mutex_;
    std::condition_variable woken_;
    std::deque<Input> queue_;
    bool stopping_ = false;
    std::jthread thread_;
};

FreeswitchPost::FreeswitchPost(LiveIntake& intake, const Quarantine& quarantine,
                               base::Observer& observer, std::string source)
    : intake_(intake),
      source_(std::move(source)),
      teller_(std::make_shared<Teller>(observer)),
      quarantine_thread_(std::make_unique<QuarantineThread>(quarantine)) {}

FreeswitchPost::~FreeswitchPost() = default;

FreeswitchPost::Counters FreeswitchPost::counters() const {
    return {teller_->read, teller_->not_a_record, teller_->refused};
}

void FreeswitchPost::answer(const http::Request& request, const http::Reply& reply) {
    if (request.method != http::Method::post) return reply(only_post(request.request_id));
    auto decoded = source::freeswitch::decode_json_cdr(request.body, source_, "");
    if (!decoded) return keep_aside(request, decoded.error().detail, reply);
    ++teller_->read;
    call::LegRecord& record = *decoded;
    record.raw_ref = "post:" + record.leg_id;
    const std::string uuid = record.leg_id;
    const std::string asked = uuid_of_query(request.query);
    if (!asked.empty() && asked != uuid) {
        teller_->observer.event(base::Severity::warning, "ingest_uuid_differs",
                                {{"request_id", std::string_view(request.request_id)},
                                 {"query_uuid", std::string_view(asked)}});
    }
    // The intake may tell its last senders after this object has gone.
    auto done = [teller = teller_, reply, uuid,
                 request_id = request.request_id](const base::Result<void>& result) {
        reply(result ? stored(uuid) : teller->come_again(request_id, result.error().detail));
    };
    if (!intake_.submit(std::move(record), std::move(done))) {
        reply(teller_->come_again(request.request_id, "too many records are waiting"));
    }
}

void FreeswitchPost::keep_aside(const http::Request& request, std::string_view reason,
                                const http::Reply& reply) {
    const std::string uuid = uuid_of_query(request.query);
    const std::string origin = "post:" + (uuid.empty() ? std::string("no-uuid") : uuid);
    auto done = [teller = teller_, reply, origin, why = std::string(reason),
                 request_id = request.request_id](const base::Result<std::string>& kept) {
        reply(kept ? teller->kept_aside(request_id, origin, why)
                   : teller->come_again(request_id, kept.error().detail));
    };
    QuarantineThread::Input input{request.body, origin, std::string(reason), std::move(done)};
    if (!quarantine_thread_->submit(input)) {
        reply(teller_->come_again(request.request_id, "too many inputs wait for quarantine"));
    }
}

}  // namespace edgvoip::ingest
