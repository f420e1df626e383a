#include "edgvoip/app/load_simulated.hpp"

#include "edgvoip/app/bounded_queue.hpp"
#include "edgvoip/enrich/assemble.hpp"
#include "edgvoip/simulate/tenant_calls.hpp"

#include <algorithm>
#include <atomic>
#include <future>
#include <memory>
#include <numeric>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace edgvoip::app {
namespace {

// Of one tenant, made and not yet stored.
constexpr std::size_t portion_calls_max = 64;
constexpr std::size_t portions_waiting_max = 32;
constexpr const char* source = "import";  // as `import freeswitch` names it by default

struct MadeCall {
    call::Call call;
    std::vector<store::EncodedLeg> legs;
};
using Portion = base::Result<std::vector<MadeCall>>;

/// The tenants' positions in the order in which a store keeps them.
std::vector<std::size_t> by_id(const simulate::Chain& chain) {
    std::vector<std::size_t> order(chain.tenants.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, {}, [&chain](std::size_t at) { return chain.tenants[at].id; });
    return order;
}

/// Makes the calls of all tenants, several tenants at a time; each has a queue of its calls.
class Production {
public:
    Production(const simulate::Chain& chain, const directory::Directory& directory,
               base::Instant from, base::Instant to)
        : chain_(chain), directory_(directory), from_(from), to_(to), order_(by_id(chain)) {
        for (std::size_t i = 0; i < order_.size(); ++i) {
            queues_.push_back(std::make_unique<BoundedQueue<Portion>>(portions_waiting_max));
        }
        const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
        for (unsigned i = 0; i < cores; ++i)
            workers_.push_back(std::async(std::launch::async, [this] { work(); }));
    }
    Production(const Production&) = delete;
    Production& operator=(const Production&) = delete;
    ~Production() { stop(); }

    std::size_t tenants() const { return order_.size(); }
    const simulate::Tenant& tenant(std::size_t n) const { return chain_.tenants[order_[n]]; }
    /// The next calls of the n-th tenant; nothing behind the last, or when a worker has failed.
    std::optional<Portion> next(std::size_t n) { return queues_[n]->pop(); }

    /// Waits for the workers; throws what one of them has thrown.
    void end() {
        for (std::future<void>& worker : workers_)
            worker.get();
    }

private:
    void stop() {
        for (const auto& queue : queues_)
            queue->close();
    }

    void work() {
        try {
            for (std::size_t n = next_++; n < order_.size(); n = next_++) {
                make_tenant(n);
                queues_[n]->close();
            }
        } catch (...) {
            stop();
            throw;
        }
    }

    void make_tenant(std::size_t n) {
        auto calls = simulate::TenantCalls::begin(chain_, order_[n], from_, to_, source);
        if (!calls) {
            queues_[n]->push(calls.error());
            return;
        }
        bool more = true;
        while (more) {
            Portion portion = make_portion(*calls);
            more = portion && portion->size() == portion_calls_max;
            if (!queues_[n]->push(std::move(portion))) return;
        }
    }

    Portion make_portion(simulate::TenantCalls& calls) const {
        std::vector<MadeCall> made;
        while (made.size() < portion_calls_max) {
            std::vector<call::LegRecord> records = calls.next();
            if (records.empty()) break;
            std::vector<store::EncodedLeg> legs = store::encoded(records);
            auto call = enrich::assemble(std::move(records), directory_);
            if (!call) return call.error();
            made.push_back({std::move(*call), std::move(legs)});
        }
        return made;
    }

    const simulate::Chain& chain_;
    const directory::Directory& directory_;
    base::Instant from_;
    base::Instant to_;
    std::vector<std::size_t> order_;
    std::vector<std::unique_ptr<BoundedQueue<Portion>>> queues_;
    std::atomic<std::size_t> next_ = 0;
    std::vector<std::future<void>> workers_;  // the first to go: they use the rest
};

base::Result<void> store_tenant(Production& production, std::size_t n, store::BulkLoader& loader,
                                LoadCounts& counts) {
    while (const auto portion = production.next(n)) {
        if (!*portion) return portion->error();
        for (const MadeCall& made : **portion) {
            if (auto put = loader.put(made.call, made.legs); !put) return put;
            ++counts.calls;
            counts.legs += static_cast<std::int64_t>(made.legs.size());
        }
    }
    return {};
}

}  // namespace

base::Result<LoadCounts> load_simulated(const simulate::Chain& chain,
                                        const directory::Directory& directory, base::Instant from,
                                        base::Instant to, store::BulkLoader& loader,
                                        const LoadProgress& progress) {
    const auto shops_of = [](const simulate::Tenant& tenant) {
        return static_cast<std::int64_t>(tenant.stores.size());
    };
    std::int64_t shops = 0;
    for (const simulate::Tenant& tenant : chain.tenants)
        shops += shops_of(tenant);
    Production production(chain, directory, from, to);
    LoadCounts counts;
    std::int64_t done = 0;
    for (std::size_t n = 0; n < production.tenants(); ++n) {
        const auto stored = store_tenant(production, n, loader, counts);
        if (!stored) return stored.error();
        done += shops_of(production.tenant(n));
        progress(done, shops);
    }
    production.end();
    return counts;
}

}  // namespace edgvoip::app
