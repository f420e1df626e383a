#include "w3/app/verbs.hpp"

#include "w3/api/pages.hpp"
#include "w3/app/config_tenants.hpp"
#include "w3/app/listener.hpp"
#include "w3/app/private_server.hpp"
#include "w3/app/signing_key.hpp"
#include "w3/store/database.hpp"

#include <iostream>

namespace w3::app {

base::Result<void> check(const Config& config) {
    const auto tenants = tenants_of(config);
    if (!tenants) return tenants.error();
    if (tenants->all().empty()) return base::invalid("there is no [[tenant]]: nobody could log in");
    std::cout << "tenants: " << tenants->all().size() << ", in order\n";
    if (const auto pair = read_signing_key(config); !pair) return pair.error();
    std::cout << "key: in order\n";
    if (const auto checked = check_listener(config); !checked) return checked.error();
    if (const auto checked = check_private(config); !checked) return checked.error();
    if (const auto pages = api::Pages::read(config.web_folder); !pages) {
        return base::within("web.folder", pages.error());
    }
    std::cout << "pages: in order\n";
    const auto database = store::Database::open(config.state);
    if (!database) return base::within("w3.state", database.error());
    std::cout << "store: version " << (*database)->schema_version() << '\n';
    return {};
}

base::Result<void> migrate(const Config& config) {
    const auto database = store::Database::open(config.state);
    if (!database) return base::within("w3.state", database.error());
    std::cout << "the store '" << config.state << "' is at version "
              << (*database)->schema_version() << '\n';
    return {};
}

base::Result<void> make_key(const Config& config) {
    const auto made = make_signing_key(config);
    if (!made) return made.error();
    std::cout << (*made ? "made '" : "kept '") << config.signing_key_file << "', wrote '"
              << config.signing_jwks_file << "'\n";
    return {};
}

}  // namespace w3::app
