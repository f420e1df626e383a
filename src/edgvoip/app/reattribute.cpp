#include "edgvoip/ingest/reattribute.hpp"

#include "base/clock.hpp"
#include "edgvoip/app/chosen_tenants.hpp"
#include "edgvoip/app/progress_bar.hpp"
#include "edgvoip/app/verbs.hpp"
#include "edgvoip/query/interval.hpp"
#include "edgvoip/store/store.hpp"

#include <iostream>

namespace edgvoip::app {
namespace {

// No record is older or newer.
constexpr const char* first_day = "2000-01-01";
constexpr const char* last_day = "2099-12-31";

/// A day is one of the tenant's own.
base::Result<query::Interval> interval_of(const ReattributeArguments& arguments,
                                          const directory::Tenant& tenant) {
    query::ParameterFaults faults;
    const auto interval =
        query::read_interval(arguments.from.value_or(first_day), arguments.to.value_or(last_day),
                             tenant.zone, base::SystemClock{}.now(), faults);
    if (faults.empty()) return interval;
    return base::invalid("--" + faults.front().parameter + " " + faults.front().reason);
}

}  // namespace

base::Result<void> reattribute(const Config& config, const ReattributeArguments& arguments) {
    const auto directory = directory::Directory::read_file(config.directory_file);
    if (!directory) return directory.error();
    const auto tenants = chosen_tenants(**directory, arguments.sip_domain);
    if (!tenants) return tenants.error();
    const auto opened = store::Store::open(config.store_url);
    if (!opened) return opened.error();
    const auto writer = (*opened)->writer();
    if (!writer) return writer.error();
    const auto reader = (*opened)->reader();
    if (!reader) return reader.error();

    ingest::ReattributeCounts counts;
    for (const directory::Tenant* const tenant : *tenants) {
        const auto interval = interval_of(arguments, *tenant);
        if (!interval) return interval.error();
        ProgressBar bar("calls of " + tenant->sip_domain);
        const auto done = ingest::reattribute(
            {.tenant = tenant->id,
             .from = interval->from,
             .to = interval->to,
             .progress = [&bar](std::int64_t now, std::int64_t all) { bar.show(now, all); }},
            **directory, **reader, **writer);
        if (!done) return done.error();
        counts += *done;
    }
    std::cout << "seen " << counts.seen << "  changed " << counts.changed << "  kept "
              << counts.kept << '\n';
    return {};
}

}  // namespace edgvoip::app
