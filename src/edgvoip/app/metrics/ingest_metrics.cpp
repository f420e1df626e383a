#include "edgvoip/app/metrics/ingest_metrics.hpp"

#include "base/instant.hpp"
#include "program/metrics/families.hpp"

#include <limits>

namespace edgvoip::app {

using program::metrics::FigureFamily;

namespace {

using prometheus::MetricType;

double number(std::int64_t count) {
    return static_cast<double>(count);
}

double seconds(std::int64_t us) {
    return number(us) / number(base::us_per_second);
}

prometheus::ClientMetric::Histogram histogram_of(const ingest::Lag& lag) {
    prometheus::ClientMetric::Histogram histogram;
    histogram.sample_count = static_cast<std::uint64_t>(lag.count());
    histogram.sample_sum = seconds(lag.sum_us());
    std::int64_t so_far = 0;
    for (std::size_t i = 0; i < ingest::Lag::bounds_sec.size(); ++i) {
        so_far += lag.buckets().at(i);
        histogram.bucket.push_back(
            {static_cast<std::uint64_t>(so_far), number(ingest::Lag::bounds_sec.at(i))});
    }
    histogram.bucket.push_back({histogram.sample_count, std::numeric_limits<double>::infinity()});
    return histogram;
}

void add_legs(const ingest::LiveIntake::Counters& counters,
              std::vector<prometheus::MetricFamily>& families) {
    FigureFamily stored(MetricType::Counter, "edgvoip_ingest_legs_stored_total",
                        "Legs that became part of a call");
    FigureFamily merged(MetricType::Counter, "edgvoip_ingest_legs_merged_total",
                        "Legs that were known already, or replaced a version that said less");
    FigureFamily aside(MetricType::Gauge, "edgvoip_ingest_legs_set_aside",
                       "Legs kept aside since the start, less those taken in again since");
    for (const auto& [source, legs] : counters.legs.by_source) {
        stored.add({{"source", source}}, number(legs.stored));
        merged.add({{"source", source}}, number(legs.merged));
        aside.add({{"source", source}}, number(legs.pending));
    }
    FigureFamily lag(MetricType::Histogram, "edgvoip_ingest_lag_seconds",
                     "From the end of a leg until its record was durable");
    for (const auto& [source, of_source] : counters.lag_by_source)
        lag.add({{"source", source}}, histogram_of(of_source));
    for (FigureFamily* family : {&stored, &merged, &aside, &lag})
        families.push_back(family->take());
}

void add_commits(const ingest::LiveIntake::Counters& counters,
                 std::vector<prometheus::MetricFamily>& families) {
    families.push_back(FigureFamily(MetricType::Counter, "edgvoip_ingest_commits_total",
                                    "Transactions, by how they ended")
                           .add({{"outcome", "committed"}}, number(counters.commits))
                           .add({{"outcome", "failed"}}, number(counters.failed_commits))
                           .take());
    families.push_back(FigureFamily(MetricType::Gauge, "edgvoip_ingest_last_commit_seconds",
                                    "How long the last transaction took")
                           .add({}, seconds(counters.last_commit_us))
                           .take());
    families.push_back(FigureFamily(MetricType::Gauge, "edgvoip_ingest_queue_records",
                                    "Records that wait for the writing thread")
                           .add({}, number(counters.queued))
                           .take());
}

void add_records(const ingest::FreeswitchPost& post,
                 const std::vector<std::unique_ptr<ingest::Spool>>& spools,
                 std::vector<prometheus::MetricFamily>& families) {
    FigureFamily read(MetricType::Counter, "edgvoip_ingest_records_read_total",
                      "Records understood, by source and way");
    FigureFamily quarantined(MetricType::Counter, "edgvoip_ingest_records_quarantined_total",
                             "Inputs in quarantine, by source and reason");
    FigureFamily waiting(MetricType::Gauge, "edgvoip_spool_files_waiting",
                         "Record files in a spool folder that are not yet durable");
    FigureFamily ignored(MetricType::Gauge, "edgvoip_spool_files_ignored",
                         "Files of other names in a spool folder");
    const auto posted = post.counters();
    const std::string& by_post = post.source();
    read.add({{"source", by_post}, {"way", "post"}}, number(posted.read));
    quarantined.add({{"source", by_post}, {"way", "post"}, {"reason", "not_a_record"}},
                    number(posted.not_a_record));
    for (const auto& spool : spools) {
        const auto counted = spool->counters();
        const std::string& source = spool->source();
        read.add({{"source", source}, {"way", "spool"}}, number(counted.taken));
        for (const auto& [reason, count] : {std::pair("not_a_record", counted.not_a_record),
                                            std::pair("too_large", counted.too_large),
                                            std::pair("not_a_file", counted.not_a_file)}) {
            quarantined.add({{"source", source}, {"way", "spool"}, {"reason", reason}},
                            number(count));
        }
        waiting.add({{"source", source}}, number(counted.waiting));
        ignored.add({{"source", source}}, number(counted.ignored));
    }
    families.push_back(read.take());
    families.push_back(quarantined.take());
    families.push_back(FigureFamily(MetricType::Counter, "edgvoip_ingest_records_refused_total",
                                    "Records answered 503: the PBX was told to come again")
                           .add({{"source", by_post}}, number(posted.refused))
                           .take());
    families.push_back(waiting.take());
    families.push_back(ignored.take());
}

}  // namespace

std::vector<prometheus::MetricFamily> IngestMetrics::Collect() const {
    std::vector<prometheus::MetricFamily> families;
    const auto counters = intake_.counters();
    add_records(post_, spools_, families);
    add_legs(counters, families);
    add_commits(counters, families);
    return families;
}

}  // namespace edgvoip::app
