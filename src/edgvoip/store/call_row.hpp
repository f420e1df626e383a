#pragma once

#include "base/error.hpp"
#include "edgvoip/call/call.hpp"
#include "edgvoip/call/outline.hpp"
#include "edgvoip/store/call_writer.hpp"
#include "sql/connection.hpp"

#include <array>
#include <cstdint>
#include <string>

namespace edgvoip::store {

/// The parameters of `call_insert`. Views into the call and the folded name, which must outlive
/// them.
std::array<sql::Parameter, 38> call_parameters(const call::Call& call, std::int64_t change_seq,
                                               const std::string& name_folded);

/// The parameters of `leg_insert` for the call's leg number `n`, which must exist.
std::array<sql::Parameter, 20> leg_parameters(const call::Call& call, std::size_t n);

/// The call of a row of `call_columns.part`, without legs. Fault::corrupt when a column is out of
/// range or an invariant of call::violation is broken; the sentence names the call.
base::Result<call::Call> call_of(const sql::Row& row);

/// How many columns `call_columns.part` has.
constexpr int call_column_count = 36;

/// The outline of a row of `call_outlines`. Fault::corrupt when a column is out of range.
base::Result<call::Outline> outline_of(const sql::Row& row);

/// The leg of a row of `legs_by_key`. Fault::corrupt when a column is out of range.
base::Result<call::Leg> leg_of(const sql::Row& row);

}  // namespace edgvoip::store
