#pragma once

#include "w3/exports/cell.hpp"
#include "w3/exports/column.hpp"
#include "w3/exports/names.hpp"
#include "w3/exports/words.hpp"

#include <boost/json/value.hpp>

#include <span>

namespace w3::exports {

/// How values that are no numbers and no times are said.
struct Saying {
    const Names* names = nullptr;
    const Words* words = nullptr;
    bool as_api = false;  ///< directions, outcomes and yes or no in the API's own values
};

/// The chosen columns of one call, as edgvoip's list has it. What a call does not have is empty.
Row call_row(const boost::json::value& call, std::span<const Column> columns, const Saying& saying);

}  // namespace w3::exports
