#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace http {

/// Whether a text is the same in a JSON string: printable ASCII but for `"` and `\\`.
bool stands_for_itself(std::string_view text);

/// Writes JSON straight to the end of a buffer, no tree in between. Commas are its business; that
/// objects and arrays are closed in order is the caller's. Texts are
/// UTF-8; a byte that is not comes out as U+FFFD, so that the answer is JSON whatever was stored.
class JsonWriter {
public:
    explicit JsonWriter(std::string& out) : out_(out) {}

    void begin_object();
    void end_object();
    void begin_array();
    void end_array();
    /// `name` is one of ours, which stands for itself; it is not looked at.
    void key(std::string_view name);

    void text(std::string_view value);
    /// One text of several pieces that are known to stand for themselves (stands_for_itself()).
    void plain_text(std::span<const std::string_view> pieces);
    void integer(std::int64_t value);
    /// A fixed-point number: `fixed(128, 2)` writes 1.28, `fixed(430, 2)` writes 4.30.
    void fixed(std::int64_t value, int decimals);
    void boolean(bool value);
    void null();
    /// Already JSON.
    void raw(std::string_view json);

    void field(std::string_view name, std::string_view value) {
        key(name);
        text(value);
    }
    void field(std::string_view name, const char* value) {
        key(name);
        text(value);
    }
    void field(std::string_view name, std::int64_t value) {
        key(name);
        integer(value);
    }
    void field(std::string_view name, int value) {
        key(name);
        integer(value);
    }
    void field(std::string_view name, bool value) {
        key(name);
        boolean(value);
    }
    /// Null when the text is empty.
    void field_or_null(std::string_view name, std::string_view value);

private:
    void separate();

    std::string& out_;
    bool first_ = true;  // nothing yet in the innermost open object or array, or a key was written
};

}  // namespace http
