#pragma once

#include "edgvoip/index/indexes.hpp"
#include "edgvoip/ingest/index_feed.hpp"

#include <prometheus/collectable.h>
#include <vector>

namespace edgvoip::app {

/// How many calls the index has, what memory they take by part, and how many tenants are loaded.
class IndexMetrics final : public prometheus::Collectable {
public:
    /// Both outlive this.
    IndexMetrics(const index::Indexes& indexes, const ingest::IndexFeed& feed)
        : indexes_(indexes), feed_(feed) {}

    std::vector<prometheus::MetricFamily> Collect() const override;

private:
    const index::Indexes& indexes_;
    const ingest::IndexFeed& feed_;
};

}  // namespace edgvoip::app
