#include "target.hpp"

#include <algorithm>
#include <cctype>

namespace edgvoip::oracle {

void Target::add(std::string_view name, std::string_view value) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : value) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0 || c == '-' || c == '_' || c == '.') {
            encoded += c;
        } else {
            encoded += {'%', hex[byte >> 4], hex[byte & 0xf]};
        }
    }
    add_raw(name, encoded);
}

void Target::add_raw(std::string_view name, std::string_view value) {
    pieces_.push_back(std::string(name) + "=" + std::string(value));
}

std::string Target::text(Chance& chance) const {
    std::vector<std::string> pieces = pieces_;
    std::shuffle(pieces.begin(), pieces.end(), chance.engine());
    std::string text = path_;
    for (std::size_t i = 0; i < pieces.size(); ++i)
        text += (i == 0 ? "?" : "&") + pieces[i];
    return text;
}

}  // namespace edgvoip::oracle
