#pragma once

#include "edgvoip/index/kpi.hpp"

namespace edgvoip::query {

/// What is added up of some calls; means and shares are made of it at the end.
using Sums = index::Sums;
/// The same with what is no sum.
using Group = index::Group;
using Percentiles = index::Percentiles;
using AnsweredPercentiles = index::AnsweredPercentiles;

}  // namespace edgvoip::query
