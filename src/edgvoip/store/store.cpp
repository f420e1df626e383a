#include "edgvoip/store/store.hpp"

#include "edgvoip/store/sqlite/store.hpp"

namespace edgvoip::store {

base::Result<std::unique_ptr<Store>> Store::open(std::string_view url) {
    constexpr std::string_view sqlite_scheme = "sqlite:";
    if (url.starts_with(sqlite_scheme)) {
        return sqlite::open_store(url.substr(sqlite_scheme.size()));
    }
    return base::invalid("'" + std::string(url) + "' is not the URL of a store: write sqlite:PATH");
}

}  // namespace edgvoip::store
