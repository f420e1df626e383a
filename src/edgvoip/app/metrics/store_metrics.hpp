#pragma once

#include "edgvoip/store/store.hpp"

#include <prometheus/collectable.h>
#include <vector>

namespace edgvoip::app {

/// How large the store is and what waits in it; `edgvoip_store_up` is 0, and the rest is not there,
/// when it cannot be asked.
class StoreMetrics final : public prometheus::Collectable {
public:
    /// The store outlives this.
    explicit StoreMetrics(store::Store& store) : store_(store) {}

    std::vector<prometheus::MetricFamily> Collect() const override;

private:
    store::Store& store_;
};

}  // namespace edgvoip::app
