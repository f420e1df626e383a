#pragma once

#include "edgvoip/call/call_filter.hpp"
#include "http/json_writer.hpp"

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace edgvoip::api {

/// Which of a question's calls stand behind a figure.
enum class Behind {
    all,
    answered,
    seized,  ///< all that reached the far side
    inbound,
    outbound,
    internal,
    no_answer,
    busy,
    failed,
    missed,
    due,      ///< the latest miss of each caller who waits to be called back
    in_time,  ///< inbound, answered within the service level
    measured,
    poor,
    unlisted,  ///< what no list can say
};

/// Links from figures to the lists of exactly the calls behind them: path and query, with the
/// question's interval, store, extension and direction.
class Drilldown {
public:
    /// Of figures over the calls of this filter, of which nothing else may be set but the token's
    /// scope; `sl_sec` is the tenant's service level.
    Drilldown(const call::CallFilter& filter, std::int32_t sl_sec);

    using Figures = std::initializer_list<std::pair<std::string_view, Behind>>;

    /// Writes the links of these figures as members of the open object; `null` where no list says
    /// it, or the question's own direction rules the figure out.
    void write_members(http::JsonWriter& json, const Figures& figures) const;
    /// The same as the member `drilldown`.
    void write(http::JsonWriter& json, const Figures& figures) const;
    /// Writes the links to the calls missed for these reasons as members of the open object.
    void write_members(http::JsonWriter& json, std::span<const call::MissedReason> reasons) const;

private:
    /// A link in pieces, of which some may be empty; there are many links, and most are written
    /// straight into an answer.
    using Pieces = std::array<std::string_view, 6>;
    /// A parameter of a list, as it stands in a link.
    struct Parameter {
        std::string_view key;
        std::string_view value;
    };

    std::optional<Pieces> pieces(Behind behind) const;
    std::optional<Pieces> pieces(call::MissedReason reason) const;
    /// In the call list; `only` is the one direction that has such calls.
    std::optional<Pieces> calls(Parameter parameter,
                                std::optional<call::Direction> only = std::nullopt) const;
    std::optional<Pieces> missed(Parameter parameter) const;
    std::optional<Pieces> target(std::string_view path, std::optional<call::Direction> direction,
                                 Parameter parameter) const;

    /// The parameters that every list is asked with, but direction; empty: no list can be asked.
    std::string question_;
    std::optional<call::Direction> direction_;
    std::string sl_sec_;
};

}  // namespace edgvoip::api
