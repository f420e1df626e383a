#pragma once

#include "base/error.hpp"
#include "edgvoip/directory/directory.hpp"
#include "edgvoip/index/comparison.hpp"
#include "edgvoip/index/tenant_index.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace edgvoip::app {

/// What a running server says of one tenant's call index, and `edgvoip check --index` prints.
struct IndexReport {
    struct Example {
        std::string part;
        std::string call_id;  ///< empty: of no single call
        std::string words;

        bool operator==(const Example&) const = default;
    };

    std::string tenant_id;
    std::string sip_domain;
    std::int64_t change_seq = 0;  ///< the change at which the two were compared
    std::int64_t calls = 0;       ///< in the running index
    std::int64_t differences = 0;
    std::vector<std::pair<std::string, std::int64_t>> parts;  ///< differences of each
    std::vector<Example> examples;                            ///< the first ones

    bool operator==(const IndexReport&) const = default;
};

IndexReport report_of(const directory::Tenant& tenant, const index::TenantIndex& running,
                      const index::Comparison& comparison);

std::string to_json(const IndexReport& report);
/// Reads what `to_json` wrote; Fault::unsupported when it is something else.
base::Result<IndexReport> parse_index_report(std::string_view json);

/// One line, and one more for each example; without the last line's end.
std::string to_text(const IndexReport& report);

}  // namespace edgvoip::app
