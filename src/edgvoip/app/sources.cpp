#include "edgvoip/app/sources.hpp"

#include <iostream>
#include <utility>

namespace edgvoip::app {
namespace {

std::string called(const SourceConfig& source) {
    return "source '" + source.name + "'";
}

}  // namespace

base::Result<void> check_sources(const Config& config) {
    for (const SourceConfig& source : config.sources) {
        const auto waiting = ingest::count_spool(source.path);
        if (!waiting) return base::within(called(source), waiting.error());
        std::cout << called(source) << ": " << *waiting << " records wait in '" << source.path
                  << "'\n";
    }
    return {};
}

base::Result<std::vector<std::unique_ptr<ingest::Spool>>> start_sources(
    const Config& config, ingest::LiveIntake& intake, const ingest::Quarantine& quarantine,
    base::Observer& observer) {
    std::vector<std::unique_ptr<ingest::Spool>> spools;
    for (const SourceConfig& source : config.sources) {
        auto spool = ingest::Spool::start({.source = source.name, .folder = source.path}, intake,
                                          quarantine, observer);
        if (!spool) return base::within(called(source), spool.error());
        spools.push_back(std::move(*spool));
    }
    return spools;
}

}  // namespace edgvoip::app
