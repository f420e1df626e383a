#pragma once

#include "base/error.hpp"
#include "edgvoip/store/call_changes.hpp"
#include "edgvoip/store/scope_parameters.hpp"
#include "sql/connection.hpp"

#include <cstdint>
#include <optional>

namespace edgvoip::store::sqlite {

/// One step along the changes of a tenant, within one snapshot. The question outlives it.
class ChangeWalk {
public:
    ChangeWalk(sql::Connection& connection, base::TenantId tenant, const ChangeQuestion& question)
        : connection_(connection),
          tenant_(tenant),
          question_(question),
          scope_(question.scope_stores, question.scope_exts) {}

    base::Result<std::optional<ChangePage>> page();

private:
    using Change = base::Result<std::optional<std::int64_t>>;

    base::Result<void> read_counter();
    base::Result<std::int64_t> reach();
    base::Result<std::int64_t> end_of_page(std::int64_t reach);
    base::Result<std::int64_t> first_told(std::int64_t from, std::int64_t through, std::int64_t n);
    Change nth_call(std::int64_t after, std::int64_t through, std::int64_t n);
    Change nth_removal(std::int64_t after, std::int64_t through, std::int64_t n);
    Change nth_told_removal(std::int64_t after, std::int64_t through, std::int64_t n);
    Change number(const sql::Statement& statement, std::span<const sql::Parameter> parameters);

    sql::Connection& connection_;
    base::TenantId tenant_;
    const ChangeQuestion& question_;
    ScopeParameters scope_;
    std::int64_t head_ = 0;       // the tenant's last change
    std::int64_t forgotten_ = 0;  // removals up to here may be missing
    std::int64_t removed_from_ = 0;
};

}  // namespace edgvoip::store::sqlite
