#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace edgvoip::enrich {

/// Whom a dial string or a channel name means.
struct DialTarget {
    enum class Kind {
        device,    ///< a phone of the PBX: `user/1001@domain`, `sofia/internal/1001@10.0.0.7`
        outside,   ///< through a gateway or the external profile
        loopback,  ///< routed through the dialplan again: `loopback/1001/context`
        group,     ///< several devices whose numbers the text does not say: `group/sales`
        none,      ///< rings nobody: `error/USER_BUSY`
    };

    Kind kind = Kind::none;
    std::string user;    ///< extension or number
    std::string domain;  ///< of `user/…@domain` only

    bool operator==(const DialTarget&) const = default;
};

/// The targets of one bridge argument: variable blocks in `{}`, `[]`, `<>` taken off, split at `,`
/// (at once), `|` (one after the other) and `:_:` (enterprise).
std::vector<DialTarget> dial_targets(std::string_view argument);

/// The party of a channel name, such as `sofia/internal/1001@10.0.0.7:5060` or `loopback/1001-a`.
DialTarget channel_target(std::string_view channel_name);

}  // namespace edgvoip::enrich
