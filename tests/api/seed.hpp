#pragma once

#include "base/instant.hpp"
#include "edgvoip/call/call.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace edgvoip::tests {

/// Two tenants: `chain-a.example` shows everything, `chain-b.example` masks numbers.
std::string_view directory_json();

constexpr std::string_view tenant_a = "a0000000-0000-4000-8000-00000000000a";
constexpr std::string_view tenant_b = "b0000000-0000-4000-8000-00000000000b";
constexpr std::string_view store_roma = "5a000000-0000-4000-8000-000000000001";
constexpr std::string_view store_milano = "5a000000-0000-4000-8000-000000000002";

/// The time the server believes it is: 2025-11-01T12:00:00Z.
base::Instant seed_now();

base::Instant instant(std::string_view iso8601);

/// Nine calls of chain A, `a1`…`a9`, and four of chain B, `b1`…`b4`.
std::vector<call::Call> seed_calls();

}  // namespace edgvoip::tests
