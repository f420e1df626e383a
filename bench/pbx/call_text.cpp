#include "pbx/call_text.hpp"

#include "pbx/sockets.hpp"

#include <chrono>
#include <fstream>
#include <iterator>

namespace bench {

CallText CallText::read(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    const std::string all{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    if (all.empty()) fail("there is nothing in " + file.string());
    CallText made;
    std::string_view rest = all;
    for (;;) {
        const std::size_t begin = rest.find("{{");
        if (begin == std::string_view::npos) break;
        const std::size_t end = rest.find("}}", begin);
        if (end == std::string_view::npos) fail("a gap without end in " + file.string());
        made.pieces_.push_back(
            {std::string(rest.substr(0, begin)), gap_of(rest.substr(begin + 2, end - begin - 2))});
        rest.remove_prefix(end + 2);
    }
    made.pieces_.push_back({std::string(rest), std::nullopt});
    return made;
}

CallText::Gap CallText::gap_of(std::string_view name) {
    if (name == "a") return Gap::a_leg;
    if (name == "b") return Gap::b_leg;
    if (name == "number") return Gap::number;
    if (name == "created") return Gap::created;
    if (name == "created_s") return Gap::created_seconds;
    if (name == "now") return Gap::now;
    if (name == "state") return Gap::state;
    fail("no such gap: " + std::string(name));
}

void CallText::append_to(std::string& out, const CallFacts& call, std::string_view state) const {
    for (const Piece& piece : pieces_) {
        out += piece.text;
        if (!piece.gap) continue;
        switch (*piece.gap) {
            case Gap::a_leg:
                out += call.a_leg;
                break;
            case Gap::b_leg:
                out += call.b_leg;
                break;
            case Gap::number:
                out += call.number;
                break;
            case Gap::created:
                out += std::to_string(call.created_us);
                break;
            case Gap::created_seconds:
                out += std::to_string(call.created_us / 1'000'000);
                break;
            case Gap::now:
                out += std::to_string(wall_us());
                break;
            case Gap::state:
                out += state;
                break;
        }
    }
}

std::int64_t wall_us() {
    return std::chrono::duration_cast<std::chrono::microseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

}  // namespace bench
