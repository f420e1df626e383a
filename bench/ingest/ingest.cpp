// edgvoip's durable ingest without the reading of records: legs of a simulated chain are decoded
// into memory, in the order in which they ended, then taken in by ingest::Intake into a new SQLite
// store, so many a commit. Only the taking in is timed.
//
// usage: bench_ingest NEW RECORDS BATCH
//   NEW      the file to make; must not be there
//   RECORDS  how many
//   BATCH    of them in a commit

#include "base/clock.hpp"
#include "edgvoip/directory/directory.hpp"
#include "edgvoip/ingest/intake.hpp"
#include "edgvoip/simulate/simulate.hpp"
#include "edgvoip/source/freeswitch/json_cdr.hpp"
#include "edgvoip/store/store.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace simulate = edgvoip::simulate;
using edgvoip::call::LegRecord;

constexpr base::Instant first_day{1'759'276'800'000'000};  // 2025-10-01
constexpr std::uint64_t seed = 42;
constexpr int tenants = 200;

class DecodedLegs final : public simulate::Sink {
public:
    base::Result<void> record(const simulate::Record& record) override {
        auto leg = edgvoip::source::freeswitch::decode_json_cdr(record.json, "bench", record.name);
        if (!leg) return leg.error();
        legs.push_back(std::move(*leg));
        return {};
    }
    base::Result<void> truth(const simulate::Truth& /*truth*/) override { return {}; }

    std::vector<LegRecord> legs;
};

base::Result<std::vector<LegRecord>> first_legs(const simulate::Chain& chain, std::size_t count) {
    DecodedLegs decoded;
    for (base::Instant day = first_day; decoded.legs.size() < count; day.us += base::us_per_day) {
        const auto done = simulate::simulate(chain, day, {day.us + base::us_per_day}, {}, decoded);
        if (!done) return done.error();
    }
    decoded.legs.resize(count);
    return std::move(decoded.legs);
}

base::Result<edgvoip::ingest::IntakeCounts> take_all(edgvoip::ingest::Intake& intake,
                                                     std::vector<LegRecord> legs,
                                                     std::size_t batch_size) {
    edgvoip::ingest::IntakeCounts counts;
    for (auto next = legs.begin(); next != legs.end();) {
        const auto left = static_cast<std::size_t>(std::distance(next, legs.end()));
        const auto end = next + static_cast<std::ptrdiff_t>(std::min(left, batch_size));
        const auto taken = intake.take({std::move_iterator(next), std::move_iterator(end)});
        if (!taken) return taken.error();
        counts += *taken;
        next = end;
    }
    return counts;
}

base::Result<void> run(const std::string& path, std::size_t count, std::size_t batch_size) {
    if (std::filesystem::exists(path)) return base::invalid("'" + path + "' is there already");
    const auto chain = simulate::make_chain({.seed = seed, .tenants = tenants});
    if (!chain) return chain.error();
    auto legs = first_legs(*chain, count);
    if (!legs) return legs.error();
    const auto directory = edgvoip::directory::Directory::parse(simulate::directory_json(*chain));
    if (!directory) return directory.error();
    const auto store = edgvoip::store::Store::open("sqlite:" + path);
    if (!store) return store.error();
    const auto writer = (*store)->writer();
    if (!writer) return writer.error();
    const base::SystemClock clock;
    edgvoip::ingest::Intake intake(**writer, *directory, clock);

    const auto begun = std::chrono::steady_clock::now();
    const auto counts = take_all(intake, std::move(*legs), batch_size);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    if (!counts) return counts.error();
    std::printf("{\"calls\": %lld, \"records\": %lld, \"pending\": %lld, \"seconds\": %.6f}\n",
                static_cast<long long>(counts->calls), static_cast<long long>(counts->stored),
                static_cast<long long>(counts->pending), took.count());
    return {};
}

}  // namespace

int main(int argc, char** argv) {
    const std::size_t count = argc == 4 ? std::strtoull(argv[2], nullptr, 10) : 0;
    const std::size_t batch_size = argc == 4 ? std::strtoull(argv[3], nullptr, 10) : 0;
    if (count == 0 || batch_size == 0) {
        std::fprintf(stderr, "usage: bench_ingest NEW RECORDS BATCH\n");
        return 2;
    }
    const auto done = run(argv[1], count, batch_size);
    if (done) return 0;
    std::fprintf(stderr, "bench_ingest: %s\n", done.error().detail.c_str());
    return 1;
}
