#pragma once

#include "base/error.hpp"
#include "base/ids.hpp"
#include "sql/sqlite/connection.hpp"

#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace edgvoip::store::sqlite {

/// One tenant's view of the store at one moment; ends with the question, whatever its end.
class Snapshot {
public:
    Snapshot(sql::sqlite::Connection& connection, base::TenantId tenant) : connection_(connection) {
        connection_.set_tenant(tenant.uuid);
    }
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;
    ~Snapshot() {
        connection_.rollback();
        connection_.set_tenant(std::nullopt);
    }

    base::Result<void> begin() { return connection_.begin(); }

private:
    sql::sqlite::Connection& connection_;
};

/// Runs a statement and makes a value of each row; the first row that cannot be one is the answer's
/// error.
template <class Value>
base::Result<std::vector<Value>> collect(sql::Connection& connection,
                                         const sql::Statement& statement,
                                         std::span<const sql::Parameter> parameters,
                                         base::Result<Value> (*value_of)(const sql::Row&)) {
    std::vector<Value> values;
    std::optional<base::Error> broken;
    const auto ran = connection.run(statement, parameters, [&](const sql::Row& row) {
        if (broken) return;
        auto value = value_of(row);
        if (value) {
            values.push_back(std::move(*value));
        } else {
            broken = value.error();
        }
    });
    if (!ran) return ran.error();
    if (broken) return *broken;
    return values;
}

}  // namespace edgvoip::store::sqlite
