#pragma once

#include "base/observer.hpp"
#include "http/server.hpp"

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace http {

/// An answer as it was read off a connection.
struct RawAnswer {
    int status = 0;
    std::string head;  ///< status line and fields, without the empty line
    std::string body;

    /// The value of the only field of that exact name; nothing when there is none or several.
    std::optional<std::string> field(std::string_view name) const;
};

/// One blocking TCP connection to 127.0.0.1, which sends exactly the bytes it is given.
class Wire {
public:
    explicit Wire(std::uint16_t port);
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;
    ~Wire();

    /// False when the connection is broken.
    bool send(std::string_view bytes);
    /// Says that nothing more comes.
    void end_sending();

    /// The next answer, framed by its Content-Length (`head_only`: without a body); nothing when
    /// the connection ended before it was whole.
    std::optional<RawAnswer> read_answer(bool head_only = false);
    /// All bytes up to the next such part, and the part; nothing when the connection ended before.
    std::optional<std::string> read_past(std::string_view part);
    /// Everything until the other side closes.
    std::string read_to_end();
    /// True when the other side closes without sending anything more.
    bool ends_here() { return read_to_end().empty(); }
    /// Bytes read that belong to no whole answer yet.
    bool has_part_of_an_answer() const { return !received_.empty(); }
    /// Waits for bytes, at most so many; false when the connection has ended.
    bool receive(std::size_t bytes_max = 16 * 1024);

private:
    int descriptor_;
    std::string received_;
};

/// Keeps the events it is told, as `name key=value …`.
class KeptEvents final : public base::Observer {
public:
    void event(base::Severity severity, std::string_view event,
               std::initializer_list<base::Field> fields) override;

    std::vector<std::string> all() const;
    /// Those whose text has the part.
    std::vector<std::string> with(std::string_view part) const;
    /// Waits until `count` events have the part; false when that takes absurdly long.
    bool wait_for(std::string_view part, std::size_t count) const;

private:
    mutable std::mutex mutex_;
    mutable std::condition_variable told_;
    std::vector<std::string> events_;
};

/// `GET <path>` with a Host and further fields, each with its line end.
std::string get(std::string_view path, std::string_view fields = "");

/// A started server; fails the test when it does not start.
std::unique_ptr<Server> started(ServerOptions options, std::function<Answer(Request)> handler);

}  // namespace http
