#include "edgvoip/simulate/simulate.hpp"

#include "base/clock.hpp"
#include "edgvoip/app/duration.hpp"
#include "edgvoip/app/follow_simulated.hpp"
#include "edgvoip/app/load_simulated.hpp"
#include "edgvoip/app/progress_bar.hpp"
#include "edgvoip/app/verbs.hpp"
#include "edgvoip/directory/directory.hpp"
#include "edgvoip/store/store.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace edgvoip::app {
namespace {

base::Result<base::Instant> instant_argument(std::string_view option, const std::string& text) {
    const auto parsed = base::parse_iso8601(text);
    if (!parsed) {
        return base::within(std::string(option) + " '" + text + "'", parsed.error());
    }
    if (!parsed->time_of_day_us) return base::utc_midnight(parsed->date);
    if (!parsed->offset_seconds) {
        return base::invalid(std::string(option) + " '" + text + "' needs Z or an offset");
    }
    return base::instant_of(*parsed);
}

base::Result<std::optional<simulate::Delay>> callback_delay_of(const SimulateArguments& arguments) {
    if (!arguments.callbacks_after) return std::optional<simulate::Delay>();
    const std::string_view text = *arguments.callbacks_after;
    constexpr std::string_view between = "..";
    const std::size_t middle = text.find(between);
    if (middle != std::string_view::npos) {
        const auto least = seconds_of(text.substr(0, middle));
        const auto most = seconds_of(text.substr(middle + between.size()));
        if (least && most) return std::optional(simulate::Delay{*least, *most});
    }
    return base::invalid("--callbacks-after '" + std::string(text) +
                         "' is not a range of times such as 1m..4m");
}

base::Result<void> write_file(const std::string& path, const std::string& text) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << text;
    file.close();
    if (!file) return base::unavailable("cannot write '" + path + "': " + std::strerror(errno));
    return {};
}

struct Interval {
    base::Instant from;
    base::Instant to;
};

base::Result<Interval> interval_of(const SimulateArguments& arguments) {
    Interval interval{{}, base::SystemClock{}.now()};
    if (arguments.to) {
        const auto to = instant_argument("--to", *arguments.to);
        if (!to) return to.error();
        interval.to = *to;
    }
    interval.from = {interval.to.us - arguments.days * base::us_per_day};
    if (arguments.from) {
        const auto from = instant_argument("--from", *arguments.from);
        if (!from) return from.error();
        interval.from = *from;
    }
    return interval;
}

base::Result<void> make_folder(const std::string& path) {
    std::error_code error;
    std::filesystem::create_directories(path, error);
    if (error) {
        return base::unavailable("cannot make the folder '" + path + "': " + error.message());
    }
    return {};
}

/// Straight into the store, without files in between.
base::Result<void> load(const simulate::Chain& chain, const std::string& directory_json,
                        const Interval& interval, const std::string& store_url) {
    const auto started = std::chrono::steady_clock::now();
    const auto directory = directory::Directory::parse(directory_json);
    if (!directory) return directory.error();
    const auto opened = store::Store::open(store_url);
    if (!opened) return opened.error();
    const auto loader = (*opened)->bulk_loader();
    if (!loader) return loader.error();
    ProgressBar bar("shops");
    const auto counts =
        load_simulated(chain, **directory, interval.from, interval.to, **loader,
                       [&bar](std::int64_t done, std::int64_t all) { bar.show(done, all); });
    if (!counts) return counts.error();
    std::cerr << "putting the calls' keys in order\n";
    if (const auto finished = (*loader)->finish(); !finished) return finished.error();
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - started;
    std::cout << "calls " << counts->calls << "  legs " << counts->legs << "  seconds "
              << std::llround(taken.count()) << '\n';
    return {};
}

base::Result<void> write_records(const simulate::Chain& chain, const Interval& interval,
                                 const SimulateArguments& arguments) {
    auto sink = simulate::FileSink::open(
        arguments.out + "/records",
        arguments.truth_file.empty() ? arguments.out + "/truth.jsonl" : arguments.truth_file);
    if (!sink) return sink.error();
    const auto simulated =
        simulate::simulate(chain, interval.from, interval.to, {.bulk = arguments.bulk}, *sink);
    if (!simulated) return simulated.error();
    if (auto finished = sink->finish(); !finished) return finished;
    std::cout << "calls " << sink->calls() << "  records " << sink->records() << std::endl;
    return {};
}

}  // namespace

base::Result<void> simulate(const SimulateArguments& arguments) {
    const auto interval = interval_of(arguments);
    if (!interval) return interval.error();
    const auto callbacks_after = callback_delay_of(arguments);
    if (!callbacks_after) return callbacks_after.error();
    const auto chain =
        simulate::make_chain({.seed = arguments.seed,
                              .tenants = arguments.tenants,
                              .stores_per_tenant_min = std::min(2, arguments.stores),
                              .stores_per_tenant_max = arguments.stores,
                              .calls_per_store_day = arguments.calls_per_store_per_day,
                              .callbacks_after = *callbacks_after});
    if (!chain) return chain.error();
    if (!arguments.out.empty()) {
        if (auto made = make_folder(arguments.out); !made) return made;
    }
    const std::string directory_file = arguments.directory_file.empty()
                                           ? arguments.out + "/directory.json"
                                           : arguments.directory_file;
    const std::string directory_json = simulate::directory_json(*chain);
    if (auto written = write_file(directory_file, directory_json); !written) return written;
    if (arguments.out.empty()) return load(*chain, directory_json, *interval, arguments.store_url);
    if (auto written = write_records(*chain, *interval, arguments); !written) return written;
    if (arguments.follow_folder.empty()) return {};
    if (auto made = make_folder(arguments.follow_folder); !made) return made;
    return follow_simulated(*chain, interval->to, arguments);
}

}  // namespace edgvoip::app
