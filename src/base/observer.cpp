#include "base/observer.hpp"

#include "base/clock.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdio>

namespace base {
namespace {

bool stands_for_itself(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte != 0x7f && c != '"' && c != '\\';
}

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

spdlog::level::level_enum level_of(Severity severity) {
    switch (severity) {
        case Severity::debug:
            return spdlog::level::debug;
        case Severity::info:
            return spdlog::level::info;
        case Severity::warning:
            return spdlog::level::warn;
        case Severity::error:
            return spdlog::level::err;
    }
    return spdlog::level::err;
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

class LogObserver final : public Observer {
public:
    explicit LogObserver(Severity least)
        : logger_("edgvoip", std::make_shared<spdlog::sinks::stderr_sink_mt>()) {
        logger_.set_level(level_of(least));
        logger_.set_pattern("%v");
    }

    void event(Severity severity, std::string_view event,
               std::initializer_list<Field> fields) override {
        if (!logger_.should_log(level_of(severity))) return;
        std::string line = R"({"ts":")" + to_iso8601(SystemClock{}.now()) + R"(","level":")";
        line += name_of(severity);
        line += R"(","event":)";
        append_json_string(line, event);
        for (const Field& field : fields) {
            line += ',';
            append_json_string(line, field.name);
            line += ':';
            std::visit(AppendValue{line}, field.value);
        }
        line += '}';
        logger_.log(level_of(severity), spdlog::string_view_t(line.data(), line.size()));
    }

private:
    spdlog::logger logger_;
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
