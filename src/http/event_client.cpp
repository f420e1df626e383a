#include "http/event_client.hpp"

#include "http/ascii.hpp"
#include "http/curl_request.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace http {
namespace {

using std::chrono::milliseconds;
using Time = std::chrono::steady_clock::time_point;
using Key = EventClient::Key;
using Received = EventClient::Received;

constexpr int ok = 200;
constexpr int first_final_status = 200;
constexpr milliseconds poll_time_max = std::chrono::hours(1);

Time now() {
    return std::chrono::steady_clock::now();
}

bool is_event_stream(const Response& response) {
    const std::string_view field = response.header("Content-Type").value_or("");
    const std::string_view type = without_spaces(field.substr(0, field.find(';')));
    return response.status == ok && same_ignoring_case(type, "text/event-stream");
}

Question with_accept(Question question) {
    question.headers.emplace_back("Accept", "text/event-stream");
    return question;
}

/// One stream: what it asked, and how far its answer has come.
struct Stream {
    Stream(Key its_key, const EventQuestion& asked)
        : key(its_key),
          where(asked_at(asked.question.listen)),
          silence_max(asked.silence_max),
          deadline(now() + asked.question.time_max),
          reader(asked.question.body_bytes_max),
          handle(new_curl_handle()),
          fields(set_question(handle, with_accept(asked.question))) {}

    const Key key;
    const std::string where;
    const milliseconds silence_max;
    Time deadline;
    Response response;
    bool has_head = false;
    EventReader reader;
    std::vector<ReceivedEvent> events;  // since the last look
    std::optional<base::Error> failure;
    CurlHandle handle;
    CurlList fields;
};

/// A line of the header, the last of which is empty.
std::size_t take_line(const char* bytes, std::size_t size, std::size_t count, void* data) {
    auto& stream = *static_cast<Stream*>(data);
    if (stream.has_head) return count;  // a field behind the body
    take_curl_field(bytes, size, count, &stream.response);
    const std::string_view line(bytes, count);
    if (line != "\r\n" && line != "\n") return count;
    stream.response.status = curl_status(stream.handle);
    stream.has_head = stream.response.status >= first_final_status;
    stream.deadline = now() + stream.silence_max;
    if (!stream.has_head || is_event_stream(stream.response)) return count;
    stream.failure = base::unavailable(stream.where + " answered " +
                                       std::to_string(stream.response.status) + ", no events");
    return 0;
}

std::size_t take_bytes(const char* bytes, std::size_t, std::size_t count, void* data) {
    auto& stream = *static_cast<Stream*>(data);
    stream.deadline = now() + stream.silence_max;
    const auto taken = stream.reader.take({bytes, count}, stream.events);
    if (taken) return count;
    stream.failure = base::within(stream.where, taken.error());
    return 0;
}

}  // namespace

struct EventClient::Streams {
    Streams() : multi(curl_multi_init()) {
        base::check(multi != nullptr, "libcurl gives a multi handle");
    }
    Streams(const Streams&) = delete;
    Streams& operator=(const Streams&) = delete;
    ~Streams() {
        while (!open.empty())
            close(open.begin()->first);
        curl_multi_cleanup(multi);
    }

    void close(Key key) {
        const auto found = open.find(key);
        if (found == open.end()) return;
        curl_multi_remove_handle(multi, found->second->handle.get());
        open.erase(found);
    }

    milliseconds time_left(milliseconds time_max) const {
        const Time begun = now();
        for (const auto& [key, stream] : open) {
            const auto left = std::chrono::ceil<milliseconds>(stream->deadline - begun);
            time_max = std::clamp(left, milliseconds(0), time_max);
        }
        return time_max;
    }

    void end(Key key, base::Error why, std::vector<Received>& received) {
        Response response = std::move(open.at(key)->response);
        close(key);
        received.push_back({key, EventStreamEnd{std::move(response), std::move(why)}});
    }

    void give_events(std::vector<Received>& received) {
        for (const auto& [key, stream] : open) {
            for (ReceivedEvent& event : std::exchange(stream->events, {}))
                received.push_back({key, std::move(event)});
        }
    }

    void give_ends(std::vector<Received>& received) {
        int waiting = 0;
        while (const CURLMsg* const message = curl_multi_info_read(multi, &waiting)) {
            if (message->msg != CURLMSG_DONE) continue;
            void* data = nullptr;
            curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &data);
            const auto& stream = *static_cast<const Stream*>(data);
            const CURLcode code = message->data.result;
            base::Error why = code == CURLE_OK
                                  ? base::unavailable("the stream of " + stream.where + " ended")
                                  : curl_error(code, stream.where);
            end(stream.key, stream.failure.value_or(std::move(why)), received);
        }
    }

    void end_late(std::vector<Received>& received) {
        std::vector<Key> late;
        const Time at = now();
        for (const auto& [key, stream] : open) {
            if (stream->deadline <= at) late.push_back(key);
        }
        for (const Key key : late) {
            const Stream& stream = *open.at(key);
            const char* const what =
                stream.has_head ? "nothing more comes from " : "no answer in time from ";
            end(key, base::unavailable(what + stream.where), received);
        }
    }

    CURLM* multi;
    std::map<Key, std::unique_ptr<Stream>> open;
    Key last = 0;
};

EventClient::EventClient() {
    // A multi handle is used after libcurl is.
    new_curl_handle();
    streams_ = std::make_unique<Streams>();
}
EventClient::~EventClient() = default;

EventClient::Key EventClient::open(const EventQuestion& question) {
    auto made = std::make_unique<Stream>(++streams_->last, question);
    const CurlHandle& handle = made->handle;
    set(handle, CURLOPT_HEADERFUNCTION, &take_line);
    set(handle, CURLOPT_HEADERDATA, made.get());
    set(handle, CURLOPT_WRITEFUNCTION, &take_bytes);
    set(handle, CURLOPT_WRITEDATA, made.get());
    set(handle, CURLOPT_PRIVATE, made.get());
    // A stream ends with its connection.
    set(handle, CURLOPT_FORBID_REUSE, 1L);
    base::check(curl_multi_add_handle(streams_->multi, handle.get()) == CURLM_OK,
                "libcurl takes one more stream");
    return streams_->open.emplace(made->key, std::move(made)).first->first;
}

void EventClient::close(Key key) {
    streams_->close(key);
}

std::vector<EventClient::Received> EventClient::wait(milliseconds time_max) {
    Streams& streams = *streams_;
    const auto patience =
        static_cast<int>(streams.time_left(std::min(time_max, poll_time_max)).count());
    base::check(curl_multi_poll(streams.multi, nullptr, 0, patience, nullptr) == CURLM_OK,
                "libcurl waits");
    int running = 0;
    base::check(curl_multi_perform(streams.multi, &running) == CURLM_OK, "libcurl goes on");
    std::vector<Received> received;
    streams.give_events(received);
    streams.give_ends(received);
    streams.end_late(received);
    return received;
}

void EventClient::wake() {
    curl_multi_wakeup(streams_->multi);
}

}  // namespace http
