#include "http/answer_head.hpp"

#include "base/error.hpp"
#include "http/ascii.hpp"
#include "http/byte_blocks.hpp"
#include "http/file_body.hpp"
#include "http/problem.hpp"

#include <algorithm>
#include <array>
#include <chrono>

namespace http {
namespace {

constexpr std::array<std::string_view, 8> own_fields = {
    "Connection",   "Content-Length",    "Content-Type",           "Date",
    "X-Request-Id", "Transfer-Encoding", "X-Content-Type-Options", "Strict-Transport-Security"};

bool is_one_line(std::string_view text) {
    text.remove_prefix(bytes_in_plain_blocks(text, [](char c) { return is_control_byte(c); }));
    return std::none_of(text.begin(), text.end(), is_control_byte);
}

bool has_one_body(const Answer& answer) {
    const int instead = (answer.file ? 1 : 0) + (answer.events ? 1 : 0);
    return instead == 0 || (instead == 1 && answer.body.empty());
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
    out.append(name).append(": ").append(value).append("\r\n");
}

void append_two_digits(std::string& out, std::int64_t value) {
    out += static_cast<char>('0' + value / 10 % 10);
    out += static_cast<char>('0' + value % 10);
}

std::string date_text(std::int64_t unix_seconds) {
    constexpr std::string_view weekdays = "SunMonTueWedThuFriSat";
    constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    const std::chrono::sys_seconds at{std::chrono::seconds(unix_seconds)};
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date{day};
    const std::int64_t second = (at - day).count();
    std::string out(weekdays.substr(std::chrono::weekday(day).c_encoding() * 3, 3));
    out += ", ";
    append_two_digits(out, static_cast<unsigned>(date.day()));
    out += ' ';
    out += months.substr((static_cast<unsigned>(date.month()) - 1) * 3, 3);
    out += ' ';
    out += std::to_string(static_cast<int>(date.year()));
    out += ' ';
    append_two_digits(out, second / 3600);
    out += ':';
    append_two_digits(out, second / 60 % 60);
    out += ':';
    append_two_digits(out, second % 60);
    out += " GMT";
    return out;
}

}  // namespace

std::int64_t body_bytes(const Answer& answer) {
    return answer.file ? answer.file->bytes() : static_cast<std::int64_t>(answer.body.size());
}

bool status_has_body(int status) {
    return status != 204 && status != 304;
}

void write_answer_head(std::string& out, const Answer& answer, const AnswerFraming& framing) {
    base::check(answer.status >= 200 && answer.status <= 599, "an answer has a final status");
    base::check(has_one_body(answer), "an answer has one body");
    out.append("HTTP/1.1 ").append(std::to_string(answer.status)).append(" ");
    out.append(reason_phrase(answer.status)).append("\r\n");
    append_field(out, "Date", framing.date);
    if (status_has_body(answer.status)) {
        base::check(is_one_line(answer.content_type), "a content type is one line");
        if (!answer.content_type.empty()) append_field(out, "Content-Type", answer.content_type);
        if (!answer.events) {
            append_field(out, "Content-Length", std::to_string(body_bytes(answer)));
        }
    }
    for (const auto& [name, value] : answer.headers) {
        base::check(!name.empty() && is_one_line(name) && is_one_line(value),
                    "a header field is one line");
        for (const std::string_view own : own_fields) {
            base::check(!same_ignoring_case(name, own), "the server's own fields are its own");
        }
        append_field(out, name, value);
    }
    append_field(out, "X-Request-Id", framing.request_id);
    append_field(out, "X-Content-Type-Options", "nosniff");
    if (framing.tls) append_field(out, "Strict-Transport-Security", "max-age=31536000");
    append_field(out, "Connection", framing.keep_alive ? "keep-alive" : "close");
    out += "\r\n";
}

std::string_view HttpDate::text(base::Instant now) {
    const std::int64_t second = now.us / base::us_per_second;
    if (second != second_) {
        text_ = date_text(second);
        second_ = second;
    }
    return text_;
}

}  // namespace http
