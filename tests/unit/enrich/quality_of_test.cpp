#include "edgvoip/enrich/quality_of.hpp"

#include <gtest/gtest.h>

namespace edgvoip::enrich {
namespace {

using call::QualityStatus;

call::LegRecord talked(std::int64_t seconds, std::int64_t packets) {
    call::LegRecord leg;
    leg.started = {1'800'000'000'000'000};
    leg.answered = leg.started;
    leg.ended = {leg.started.us + seconds * base::us_per_second};
    leg.media.reported = true;
    leg.media.codec = "PCMA";
    leg.media.ptime_ms = 20;
    leg.media.packets = packets;
    leg.media.mean_interval_ms = 20;
    leg.media.pbx_mos = 4.5;
    return leg;
}

TEST(LegQuality, MeasuresWhatWasHeardLongEnough) {
    auto leg = talked(60, 3000);
    leg.media.jitter_loss_rate = 0.2;
    leg.media.mean_interval_ms = 22.222;
    const auto quality = leg_quality(leg);
    EXPECT_EQ(quality.status, QualityStatus::measured);
    EXPECT_EQ(quality.loss_centi_pct, 1000);
    EXPECT_EQ(quality.mos_centi, 341);
    EXPECT_EQ(quality.mos_source, call::MosSource::g107);
    EXPECT_EQ(quality.pbx_mos_centi, 450);
    EXPECT_FALSE(quality.jitter_tenth_ms) << "FreeSWITCH gives none";
}

TEST(LegQuality, CallsPausesNoLoss) {
    auto leg = talked(60, 2000);
    leg.media.mean_interval_ms = 30;
    EXPECT_EQ(leg_quality(leg).loss_centi_pct, 0);
}

TEST(LegQuality, SilenceHasNoFigure) {
    const auto quality = leg_quality(talked(60, 0));
    EXPECT_EQ(quality.status, QualityStatus::no_rtp);
    EXPECT_FALSE(quality.mos_centi);
    EXPECT_FALSE(quality.pbx_mos_centi) << "the PBX calls silence 4.50";
}

TEST(LegQuality, SaysWhenThereIsTooLittleOrNothing) {
    EXPECT_EQ(leg_quality(talked(4, 3000)).status, QualityStatus::low_sample);
    EXPECT_EQ(leg_quality(talked(60, 249)).status, QualityStatus::low_sample);
    EXPECT_EQ(leg_quality(talked(5, 250)).status, QualityStatus::measured);
    auto bypassed = talked(60, 0);
    bypassed.media = {};
    EXPECT_EQ(leg_quality(bypassed).status, QualityStatus::not_measured);
    auto unanswered = talked(60, 3000);
    unanswered.answered.reset();
    EXPECT_EQ(leg_quality(unanswered), call::Quality{});
    auto opus = talked(60, 3000);
    opus.media.codec = "opus";
    EXPECT_EQ(leg_quality(opus).status, QualityStatus::not_measured);
    EXPECT_EQ(leg_quality(opus).pbx_mos_centi, 450);
    auto odd = talked(60, 3000);
    odd.media.jitter_loss_rate = 0.3;
    odd.media.mean_interval_ms = 0;
    EXPECT_EQ(leg_quality(odd).status, QualityStatus::not_measured);
}

TEST(WorstOf, SilenceThenTheLowerFigureThenTooLittle) {
    auto bad = talked(60, 3000);
    bad.media.jitter_loss_rate = 0.2;
    bad.media.mean_interval_ms = 25;
    const auto good = leg_quality(talked(60, 3000));
    const auto poor = leg_quality(bad);
    const auto silent = leg_quality(talked(60, 0));
    const auto brief = leg_quality(talked(2, 100));
    EXPECT_EQ(worst_of({good, poor, brief}), poor);
    EXPECT_EQ(worst_of({good, silent, poor}), silent);
    EXPECT_EQ(worst_of({call::Quality{}, brief}), brief);
    EXPECT_EQ(worst_of({}), call::Quality{});
}

}  // namespace
}  // namespace edgvoip::enrich
