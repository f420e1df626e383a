#pragma once

#include "edgvoip/simulate/simulate.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace edgvoip::simulate {

/// A sink that keeps everything.
class Collected : public Sink {
public:
    struct Written {
        std::string name;
        std::string json;
        base::Instant ended;

        bool operator==(const Written&) const = default;
    };

    base::Result<void> record(const Record& record) override {
        records.push_back({std::string(record.name), std::string(record.json), record.ended});
        return {};
    }
    base::Result<void> truth(const Truth& truth) override {
        truths.push_back(truth);
        return {};
    }

    /// The truth lines by call id.
    std::map<std::string, std::string> lines() const {
        std::map<std::string, std::string> by_id;
        for (const Truth& truth : truths)
            by_id[truth.id.text] = truth_json(truth);
        return by_id;
    }
    std::map<std::string, std::string> files() const {
        std::map<std::string, std::string> by_name;
        for (const Written& written : records)
            by_name[written.name] = written.json;
        return by_name;
    }

    std::vector<Written> records;
    std::vector<Truth> truths;
};

inline base::Instant at(std::string_view iso) {
    return base::instant_of(base::parse_iso8601(iso).value());
}

inline Chain chain_of(ChainOptions options) {
    auto chain = make_chain(options);
    EXPECT_TRUE(chain) << chain.error().detail;
    return std::move(*chain);
}

inline Collected run(const Chain& chain, std::string_view from, std::string_view to,
                     const RecordOptions& options = {}) {
    Collected collected;
    const auto done = simulate(chain, at(from), at(to), options, collected);
    EXPECT_TRUE(done);
    return collected;
}

inline const ChainOptions small_chain = {.seed = 11,
                                         .tenants = 2,
                                         .stores_per_tenant_min = 2,
                                         .stores_per_tenant_max = 4,
                                         .calls_per_store_day = 40};

/// A month of a chain, made once for all tests that only look.
inline const Collected& month() {
    static const Collected collected = [] {
        ChainOptions options = small_chain;
        options.calls_per_store_day = 30;
        return run(chain_of(options), "2026-05-01T00:00:00+02:00", "2026-06-01T00:00:00+02:00");
    }();
    return collected;
}

}  // namespace edgvoip::simulate
