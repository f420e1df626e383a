#include "edgvoip/enrich/dial_target.hpp"

namespace edgvoip::enrich {
namespace {

char closing_of(char opening) {
    switch (opening) {
        case '{':
            return '}';
        case '[':
            return ']';
        case '<':
            return '>';
        default:
            return '\0';
    }
}

/// Length of the separator that the text starts with, 0 for none.
std::size_t separator_length(std::string_view text) {
    if (text.starts_with(":_:")) return 3;
    return text.starts_with(',') || text.starts_with('|') ? 1 : 0;
}

/// The parts between separators, without the blocks of channel variables, which may hold any
/// separator themselves.
std::vector<std::string> parts_of(std::string_view argument) {
    std::vector<std::string> parts(1);
    for (std::size_t i = 0; i < argument.size();) {
        const char closing = closing_of(argument[i]);
        const std::size_t end =
            closing == '\0' ? std::string_view::npos : argument.find(closing, i);
        if (end != std::string_view::npos) {
            i = end + 1;
            continue;
        }
        const std::size_t separator = separator_length(argument.substr(i));
        if (separator > 0) {
            parts.emplace_back();
            i += separator;
            continue;
        }
        if (argument[i] != ' ') parts.back() += argument[i];
        ++i;
    }
    return parts;
}

/// Takes off and gives the text before the next `/`.
std::string_view next_word(std::string_view& rest) {
    const std::size_t slash = rest.find('/');
    const std::string_view word = rest.substr(0, slash);
    rest.remove_prefix(slash == std::string_view::npos ? rest.size() : slash + 1);
    return word;
}

std::string user_of(std::string_view address) {
    const std::size_t end = address.find_first_of("@%;");
    std::string_view user = address.substr(0, end);
    for (const std::string_view scheme : {"sip:", "sips:", "tel:"}) {
        if (user.starts_with(scheme)) user.remove_prefix(scheme.size());
    }
    return std::string(user);
}

DialTarget sofia_target(std::string_view rest) {
    const std::string_view profile = next_word(rest);
    if (profile == "gateway") {
        next_word(rest);
        return {DialTarget::Kind::outside, user_of(rest), {}};
    }
    const bool outside = profile.starts_with("external");
    return {outside ? DialTarget::Kind::outside : DialTarget::Kind::device, user_of(rest), {}};
}

DialTarget loopback_target(std::string_view rest) {
    std::string_view number = next_word(rest);
    if (number.ends_with("-a") || number.ends_with("-b")) number.remove_suffix(2);
    return {DialTarget::Kind::loopback, std::string(number), {}};
}

DialTarget target_of(std::string_view text) {
    std::string_view rest = text;
    const std::string_view endpoint = next_word(rest);
    if (rest.empty() || endpoint == "error") return {};
    if (endpoint == "sofia") return sofia_target(rest);
    if (endpoint == "loopback") return loopback_target(rest);
    if (endpoint == "group") return {DialTarget::Kind::group, {}, {}};
    DialTarget target{DialTarget::Kind::device, user_of(rest), {}};
    const std::size_t at = rest.find('@');
    if (endpoint == "user" && at != std::string_view::npos) target.domain = rest.substr(at + 1);
    return target;
}

}  // namespace

std::vector<DialTarget> dial_targets(std::string_view argument) {
    std::vector<DialTarget> targets;
    for (const std::string& part : parts_of(argument)) {
        DialTarget target = target_of(part);
        if (target.kind != DialTarget::Kind::none) targets.push_back(std::move(target));
    }
    return targets;
}

DialTarget channel_target(std::string_view channel_name) {
    return target_of(channel_name);
}

}  // namespace edgvoip::enrich
