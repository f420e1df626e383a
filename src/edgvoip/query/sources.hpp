#pragma once

#include "edgvoip/index/indexes.hpp"
#include "edgvoip/store/call_reader.hpp"

namespace edgvoip::query {

/// Where calls are read; one thread at a time.
using CallReader = store::CallReader;

/// Rows of lists made ready for answers of one form.
using RowForm = index::RowForm;
using ReadyRows = index::ReadyRows;
using MadeRow = index::RowCache::Made;

/// What questions are answered from: which calls and how many, and what each of them is.
struct Sources {
    const index::Indexes& indexes;
    CallReader& reader;
};

}  // namespace edgvoip::query
