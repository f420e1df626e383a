#pragma once

#include "base/clock.hpp"
#include "w3/people/tenants.hpp"
#include "w3/store/database.hpp"

#include <prometheus/collectable.h>
#include <vector>

namespace w3::app {

/// Sessions, and the open callbacks of each tenant; `w3suite_store_up` is 0, and the rest is not
/// there, when the store cannot be read.
class StoreMetrics final : public prometheus::Collectable {
public:
    /// All outlive this.
    StoreMetrics(store::Database& database, const people::Tenants& tenants,
                 const base::Clock& clock)
        : database_(database), tenants_(tenants), clock_(clock) {}

    std::vector<prometheus::MetricFamily> Collect() const override;

private:
    store::Database& database_;
    const people::Tenants& tenants_;
    const base::Clock& clock_;
};

}  // namespace w3::app
