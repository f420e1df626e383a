#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

namespace base {

enum class Severity { debug, info, warning, error };

/// One named value of an event.
struct Field {
    std::string_view name;
    std::variant<std::string_view, std::int64_t, double, bool> value;
};

/// Where the program says what happens: one event name, some fields. Whoever calls it decides
/// nothing about format or destination. Never give it a token, a secret or a whole phone number.
class Observer {
public:
    virtual ~Observer() = default;

    /// Any thread. `event` is a short stable name such as
    /// `http_request`.
    virtual void event(Severity severity, std::string_view event,
                       std::initializer_list<Field> fields) = 0;
};

/// JSON lines on standard error, one an event, from `least` upwards. Warnings and errors are
/// written before event() returns, with all that was said before; others are gathered for at most
/// 10 ms or 64 KiB, written at the latest when the observer goes, and lost with a process that is
/// killed.
std::unique_ptr<Observer> make_log_observer(Severity least);

/// Says nothing; for tests and one-off verbs.
std::unique_ptr<Observer> make_silent_observer();

}  // namespace base
