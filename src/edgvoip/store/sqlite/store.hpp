#pragma once

#include "edgvoip/store/store.hpp"

#include <memory>
#include <string_view>

/// The store as one SQLite file.
namespace edgvoip::store::sqlite {

/// See Store::open; `path` is what stands behind `sqlite:`.
base::Result<std::unique_ptr<Store>> open_store(std::string_view path);

}  // namespace edgvoip::store::sqlite
