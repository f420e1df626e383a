#include "edgvoip/app/verbs.hpp"

#include "access/issue.hpp"
#include "base/clock.hpp"
#include "edgvoip/app/api_tls.hpp"
#include "edgvoip/app/duration.hpp"
#include "edgvoip/app/keys.hpp"
#include "edgvoip/app/live_link.hpp"
#include "edgvoip/app/private_server.hpp"
#include "edgvoip/app/progress_bar.hpp"
#include "edgvoip/app/public_server.hpp"
#include "edgvoip/app/sources.hpp"
#include "edgvoip/directory/directory.hpp"
#include "edgvoip/ingest/import.hpp"
#include "edgvoip/store/store.hpp"

#include <iostream>

namespace edgvoip::app {
namespace {

void print_counts(const ingest::ImportCounts& counts) {
    std::cout << "read " << counts.read << "  stored " << counts.legs.stored << "  merged "
              << counts.legs.merged << "  pending " << counts.legs.pending << "  quarantined "
              << counts.quarantined << "  (calls written: " << counts.legs.calls << ")\n";
}

}  // namespace

base::Result<void> import_freeswitch(const Config& config, const std::vector<std::string>& paths,
                                     const std::string& source) {
    const auto directory = directory::Directory::read_file(config.directory_file);
    if (!directory) return directory.error();
    const auto opened = store::Store::open(config.store_url);
    if (!opened) return opened.error();
    const auto writer = (*opened)->writer();
    if (!writer) return writer.error();

    const base::SystemClock clock;
    ingest::Intake intake(**writer, *directory, clock);
    const ingest::Quarantine quarantine(config.ingest_quarantine, clock);
    const auto retried = intake.retry_without_tenant();
    if (!retried) return retried.error();

    ProgressBar bar("files");
    const auto counts = ingest::import_freeswitch(
        {.paths = paths,
         .source = source,
         .progress = [&bar](std::int64_t done, std::int64_t all) { bar.show(done, all); }},
        intake, quarantine);
    if (!counts) return counts.error();
    print_counts(*counts);
    if (counts->quarantined > 0) {
        std::cout << "what could not be read, and why, is in '" << config.ingest_quarantine
                  << "'\n";
    }
    return {};
}

base::Result<void> check_directory(const std::string& file) {
    const auto directory = directory::Directory::read_file(file);
    if (!directory) return directory.error();
    for (const directory::Tenant& tenant : (*directory)->tenants()) {
        std::cout << tenant.sip_domain << ": " << tenant.name << ", " << tenant.stores.size()
                  << " stores, " << tenant.extensions.size() << " extensions, "
                  << tenant.dids.size() << " DIDs\n";
    }
    std::cout << "the directory is sound\n";
    return {};
}

base::Result<void> print_token(const Config& config, const std::string& sip_domain,
                               const std::string& ttl) {
    const auto signer = make_signer(config);
    if (!signer) return signer.error();
    const auto seconds = seconds_of(ttl);
    if (!seconds) return base::invalid("--ttl '" + ttl + "' is not a time such as 90s, 30m or 8h");
    const auto directory = directory::Directory::read_file(config.directory_file);
    if (!directory) return directory.error();
    const directory::Tenant* tenant = (*directory)->by_domain(sip_domain);
    if (tenant == nullptr) {
        return base::invalid("no tenant of '" + config.directory_file + "' has the SIP domain '" +
                             sip_domain + "'");
    }
    auth::Claims claims;
    claims.issuer = signer->issuer;
    claims.sip_domain = tenant->sip_domain;
    claims.tenant_id = tenant->id;
    claims.subject = "edgvoip token";
    const auto token = auth::issue_token(signer->key, claims,
                                         {.audience = config.auth_audience,
                                          .issued = base::SystemClock{}.now(),
                                          .lifetime_seconds = *seconds});
    if (!token) return base::within("--ttl " + ttl, token.error());
    std::cout << *token << '\n';
    return {};
}

base::Result<void> migrate(const Config& config) {
    const auto opened = store::Store::open(config.store_url);
    if (!opened) return opened.error();
    std::cout << "the store '" << config.store_url << "' is at version "
              << (*opened)->schema_version() << '\n';
    return {};
}

base::Result<void> check(const Config& config) {
    const auto verifier = make_verifier(config);
    if (!verifier) return verifier.error();
    std::cout << "keys: in order\n";
    if (const auto checked = check_public(config); !checked) return checked.error();
    if (const auto checked = check_private(config); !checked) return checked.error();
    if (const auto checked = check_sources(config); !checked) return checked.error();
    const auto directory = directory::Directory::read_file(config.directory_file);
    if (!directory) return directory.error();
    std::cout << "directory: " << (*directory)->tenants().size() << " tenants, in order\n";
    const auto opened = store::Store::open(config.store_url);
    if (!opened) return opened.error();
    std::cout << "store: version " << (*opened)->schema_version() << '\n';
    const auto figures = (*opened)->figures();
    if (!figures) return figures.error();
    std::cout << "pending records (no_root): " << figures->pending_no_root << '\n'
              << "pending records (no_tenant): " << figures->pending_no_tenant << '\n';
    if (figures->pending_other > 0) {
        std::cout << "pending records (of calls that cannot be): " << figures->pending_other
                  << '\n';
    }
    return check_live(config);
}

}  // namespace edgvoip::app
