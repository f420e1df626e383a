#pragma once

#include "base/ids.hpp"
#include "sql/sqlite/connection.hpp"

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

struct sqlite3;

namespace sql::sqlite {

/// Shows a connection one tenant's rows and refuses everything else. Lives at least as long as the
/// connection it is installed on.
///
/// Two locks, since each alone has a gap: SQLite's authorizer knows through which view a table is
/// read, but takes a common table expression of the view's name for the view; so the text of a
/// statement must not name a guarded table at all, in whatever spelling.
class Guard {
public:
    explicit Guard(std::vector<GuardedView> views) : views_(std::move(views)) {}
    Guard(const Guard&) = delete;
    Guard& operator=(const Guard&) = delete;

    /// Gives the connection the function `current_tenant()`.
    void install_function(sqlite3* db);
    /// From now on everything but reading the views is refused. Does nothing without views.
    void install_authorizer(sqlite3* db);

    void set_tenant(std::optional<base::Uuid> tenant) { tenant_ = tenant; }
    const std::optional<base::Uuid>& tenant() const { return tenant_; }

    /// True when the text names a guarded table.
    bool refuses(std::string_view text) const;

    /// The authorizer's verdict on reading `table` inside the view or expression `through`.
    bool may_read(std::string_view table, std::string_view through) const;

private:
    std::vector<GuardedView> views_;
    std::optional<base::Uuid> tenant_;
};

}  // namespace sql::sqlite
