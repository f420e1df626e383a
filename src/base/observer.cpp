#include "base/observer.hpp"

#include "base/clock.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>

namespace base {
namespace {

constexpr std::size_t usual_line_bytes = 320;
constexpr std::size_t gathered_bytes_max = 64 * 1024;
constexpr std::chrono::milliseconds gathering_time_max(10);

constexpr auto stands_for_itself = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte != 0x7f && c != '"' && c != '\\';
};

void append_json_string(std::string& out, std::string_view text) {
    out += '"';
    while (!text.empty()) {
        const auto* const end = std::find_if_not(text.begin(), text.end(), stands_for_itself);
        const auto run = static_cast<std::size_t>(end - text.begin());
        out.append(text.substr(0, run));
        if (run == text.size()) break;
        const char c = text[run];
        if (c == '"' || c == '\\') {
            out.append(1, '\\').append(1, c);
        } else {
            char escaped[8];
            std::snprintf(escaped, sizeof escaped, "\\u%04x",
                          static_cast<unsigned>(static_cast<unsigned char>(c)));
            out += escaped;
        }
        text.remove_prefix(run + 1);
    }
    out += '"';
}

std::string_view name_of(Severity severity) {
    switch (severity) {
        case Severity::debug:
            return "debug";
        case Severity::info:
            return "info";
        case Severity::warning:
            return "warning";
        case Severity::error:
            return "error";
    }
    return "error";
}

struct AppendValue {
    std::string& out;

    void operator()(std::string_view text) const { append_json_string(out, text); }
    void operator()(std::int64_t number) const { out += std::to_string(number); }
    void operator()(double number) const {
        char text[32];
        std::snprintf(text, sizeof text, "%.6g", number);
        out += text;
    }
    void operator()(bool truth) const { out += truth ? "true" : "false"; }
};

std::string line_of(Severity severity, std::string_view event,
                    std::initializer_list<Field> fields) {
    std::string line;
    line.reserve(usual_line_bytes);
    line.append(R"({"ts":")").append(to_iso8601(SystemClock{}.now()));
    line.append(R"(","level":")").append(name_of(severity)).append(R"(","event":)");
    append_json_string(line, event);
    for (const Field& field : fields) {
        line += ',';
        append_json_string(line, field.name);
        line += ':';
        std::visit(AppendValue{line}, field.value);
    }
    line += "}\n";
    return line;
}

/// A write a line would cost each request more than most of its answer.
class LogObserver final : public Observer {
public:
    explicit LogObserver(Severity least) : least_(least), thread_([this] { write_gathered(); }) {}
    LogObserver(const LogObserver&) = delete;
    LogObserver& operator=(const LogObserver&) = delete;

    ~LogObserver() override {
        {
            const std::lock_guard lock(mutex_);
            is_ending_ = true;
        }
        changed_.notify_one();
        thread_.join();
        write_lines();
    }

    void event(Severity severity, std::string_view event,
               std::initializer_list<Field> fields) override {
        if (severity < least_) return;
        const std::string line = line_of(severity, event, fields);
        bool is_first = false;
        {
            const std::lock_guard lock(mutex_);
            is_first = gathered_.empty();
            gathered_ += line;
            if (severity >= Severity::warning || gathered_.size() >= gathered_bytes_max) {
                return write_lines();
            }
        }
        if (is_first) changed_.notify_one();
    }

private:
    void write_gathered() {
        std::unique_lock lock(mutex_);
        while (!is_ending_) {
            changed_.wait(lock, [this] { return is_ending_ || !gathered_.empty(); });
            changed_.wait_for(lock, gathering_time_max, [this] { return is_ending_; });
            write_lines();
        }
    }

    /// Nobody can be told that the log itself cannot be written.
    void write_lines() {
        std::fwrite(gathered_.data(), 1, gathered_.size(), stderr);
        std::fflush(stderr);
        gathered_.clear();
    }

    const Severity least_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::string gathered_;
    bool is_ending_ = false;
    std::thread thread_;  // the last member: it uses the others
};

class SilentObserver final : public Observer {
public:
    void event(Severity, std::string_view, std::initializer_list<Field>) override {}
};

}  // namespace

std::unique_ptr<Observer> make_log_observer(Severity least) {
    return std::make_unique<LogObserver>(least);
}

std::unique_ptr<Observer> make_silent_observer() {
    return std::make_unique<SilentObserver>();
}

}  // namespace base
