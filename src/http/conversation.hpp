#pragma once

#include "base/clock.hpp"
#include "base/limits.hpp"
#include "base/observer.hpp"
#include "http/admission.hpp"
#include "http/answer_head.hpp"
#include "http/head_scanner.hpp"
#include "http/message.hpp"
#include "http/refusal_pause.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace http {

/// Ids for requests that bring none: one random start, then counted. Not for several threads.
class RequestIds {
public:
    RequestIds();
    std::string next();

private:
    std::string start_;
    std::uint64_t count_ = 0;
};

/// What all connections of one io thread share.
struct Service {
    std::function<Answer(Request)> handler;
    base::Observer& observer;
    bool bodies = false;
    base::SystemClock clock;
    RequestIds request_ids;
    HttpDate date;
    LaterHandler later_handler = nullptr;  ///< when set, it answers instead of `handler`
    std::function<std::string_view(std::string_view path)> route_of = nullptr;  ///< for the log
    std::int64_t requests_max =
        base::limits::http_requests_per_connection_max;           ///< of a connection
    std::size_t body_bytes_max = base::limits::record_bytes_max;  ///< where bodies are taken
    bool tls = false;  ///< whether clients are to come by TLS alone from now on
    RefusalPause::Lengths pauses = {};
};

/// Who has connected.
struct Peer {
    std::string address;  ///< without port; `unix` at a Unix socket
    /// A proxy, whose connections carry requests of many: none of them waits for another's
    /// refusals.
    bool speaks_for_many = false;
};

/// HTTP on one connection without the socket: bytes go in, steps come out. Requests are answered
/// one after the other, whatever else the client has already sent. One thread.
class Conversation {
public:
    enum class Step {
        await_request,    ///< nothing of a request is here: read
        read_head,        ///< a request has begun: read
        read_body,        ///< its body is not all here: read
        await_answer,     ///< ask(), then wait for answered(); read nothing meanwhile
        await_events,     ///< wait until on_news() wakes; read nothing meanwhile
        pause,            ///< wait for pause(), then go on; read nothing meanwhile
        write,            ///< send output(), then go on
        write_part,       ///< the same, and more of this answer follows
        write_and_close,  ///< send output(), then close
        close,            ///< nothing more to do
    };

    /// `service` outlives the conversation.
    Conversation(Service& service, Peer peer);

    /// Where the next bytes go; never empty. Valid until the next call of anything.
    std::span<char> room();
    /// The first `bytes` of room() have been filled.
    void received(std::size_t bytes) { end_ += bytes; }

    /// Goes as far as it can without more bytes. Call it at the start, after received() and after
    /// every written output, all news and each pause.
    Step advance();
    /// Instead of advance() when a request takes too long to come: answers 408.
    Step time_out();

    /// After await_answer: hands the request to the later handler, which calls `reply` at any time.
    void ask(const Reply& reply);
    /// After ask(): the answer has come; nothing: it never will, which is answered 500.
    Step answered(std::optional<Answer> answer);

    /// After await_events: `wake` as of EventStream::on_news(), then advance().
    void on_news(std::function<void()> wake);

    /// How long the pause is that advance() has asked for.
    std::chrono::milliseconds pause() const { return pause_; }

    /// From now on every answer is the last, and one that goes on is over. No pause begins; one
    /// that lasts may be ended at any time.
    void drain();

    struct Output {
        std::string_view head;
        std::string_view body;
    };
    /// What to send after a writing step; valid until the next one.
    Output output() const { return {head_, body_}; }

private:
    std::string_view pending() const { return {buffer_.data() + begin_, end_ - begin_}; }
    void consume(std::size_t bytes) { begin_ += bytes; }
    void skip_empty_line();
    Step take_head();
    Step take_body();
    Step answer();
    Answer handle(Request request);
    Step finish(Answer answer);
    /// The next block of the file that is being sent.
    Step send_file();
    /// The events that wait.
    Step send_events();
    Answer failed(std::string_view what);
    Step refuse(const Refusal& refusal);
    /// Makes the output; the status that it really has.
    int put_out(Answer answer, bool keep_alive);

    Service& service_;
    std::string client_address_;
    RefusalPause refusal_pause_;
    std::vector<char> buffer_;
    std::size_t begin_ = 0;  // of what is not consumed yet
    std::size_t end_ = 0;
    HeadScanner scanner_;
    Admitted admitted_;
    std::string request_id_;

    /// What the log says of the request that is being answered: never a text of the client, who may
    /// put a number or a token anywhere.
    struct Asked {
        std::string method;
        std::string route;
        std::chrono::steady_clock::time_point start;
    } asked_;

    std::int64_t answered_ = 0;
    std::chrono::milliseconds due_pause_{0};  // when the answer has been written
    std::chrono::milliseconds pause_{0};      // that advance() asks for
    bool in_body_ = false;
    bool is_head_request_ = false;
    bool skipped_empty_line_ = false;
    bool draining_ = false;
    std::string head_;
    std::string body_;

    /// The file whose blocks are being sent.
    struct Sending {
        std::shared_ptr<const FileBody> file;  // null: none
        std::int64_t sent = 0;
        Step last = Step::write;  // what is to be done with the last block
    } sending_;

    /// The events that are being sent, as listening_to() gives them: they are over when the
    /// conversation goes.
    std::shared_ptr<EventStream> events_;  // null: none
};

}  // namespace http
