#include "edgvoip/ingest/reattribute.hpp"

#include "edgvoip/app/chosen_tenants.hpp"
#include "edgvoip/app/interval_option.hpp"
#include "edgvoip/app/progress_bar.hpp"
#include "edgvoip/app/verbs.hpp"
#include "edgvoip/store/store.hpp"

#include <iostream>

namespace edgvoip::app {
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
        const auto interval = read_interval_option(arguments.from, arguments.to, tenant->zone);
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
