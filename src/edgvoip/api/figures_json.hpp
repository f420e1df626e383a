#pragma once

#include "edgvoip/query/figures.hpp"
#include "http/json_writer.hpp"

#include <cstdint>
#include <string_view>

/// Figures as members of an open object: rounded half up, `null` where there is nothing to average.
namespace edgvoip::api {

/// `sum / count` in units of the last decimal.
void write_mean(http::JsonWriter& json, std::string_view name, std::int64_t sum, std::int64_t count,
                int decimals);
/// The share of `part` in `whole`, with 4 decimals.
void write_rate(http::JsonWriter& json, std::string_view name, std::int64_t part,
                std::int64_t whole);

/// Mean seconds of talk, and until the answer, of answered calls.
void write_handle_time(http::JsonWriter& json, std::string_view name, const query::Sums& sums);
void write_ring_time(http::JsonWriter& json, std::string_view name, const query::Sums& sums);
/// Answered of those that reached the far side.
void write_asr(http::JsonWriter& json, const query::Sums& sums);
void write_avg_mos(http::JsonWriter& json, const query::Sums& sums);
/// From where the averaged MOS are.
void write_mos_sources(http::JsonWriter& json, const query::Sums& sums);

}  // namespace edgvoip::api
