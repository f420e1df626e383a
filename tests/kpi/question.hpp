#pragma once

#include "base/instant.hpp"
#include "chosen.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace edgvoip::oracle {

enum class Endpoint { summary, by_store, by_agent, missed, qos, series, heatmap };
enum class Status { all, due, returned, unreachable };
enum class Group { total, hour, day, store, agent };
enum class Bucket { hour, day, week, month };

/// A question, as it is meant and as it is written.
struct Question {
    Endpoint endpoint = Endpoint::summary;
    Choice choice;
    bool to_given = false;
    bool percentiles = false;
    bool compare = false;
    bool only_unique = false;
    Status status = Status::all;
    Group group = Group::day;
    Bucket bucket = Bucket::day;
    std::int64_t page = 1;
    std::int64_t page_size = 50;
    std::string target;  ///< path and query
};

/// The path of an endpoint, such as `/api/analytics/by-store`.
std::string_view path_of(Endpoint endpoint);

}  // namespace edgvoip::oracle
