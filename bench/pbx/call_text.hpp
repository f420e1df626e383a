#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

/// What is a call's own in the texts that a PBX says of it.
struct CallFacts {
    std::string a_leg;
    std::string b_leg;
    std::string number;  ///< ten digits
    std::int64_t created_us = 0;
};

/// A recorded text with gaps for another call: `{{a}}`, `{{b}}`, `{{number}}`, `{{created}}`,
/// `{{created_s}}`, `{{now}}` (microseconds and seconds since 1970) and `{{state}}`. Two of it are
/// equally long, but for the state.
class CallText {
public:
    static CallText read(const std::filesystem::path& file);

    void append_to(std::string& out, const CallFacts& call, std::string_view state = {}) const;

private:
    enum class Gap { a_leg, b_leg, number, created, created_seconds, now, state };
    struct Piece {
        std::string text;
        std::optional<Gap> gap;  // behind the text
    };

    static Gap gap_of(std::string_view name);

    std::vector<Piece> pieces_;
};

/// Microseconds since 1970.
std::int64_t wall_us();

}  // namespace bench
