// A configuration file.
#include "edgvoip/app/config.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using edgvoip::app::Config;
    const auto config = Config::parse(std::string_view(reinterpret_cast<const char*>(data), size));
    if (!config) {
        base::check(!config.error().detail.empty(), "what is refused is told why");
        return 0;
    }
    const std::string printed = config->to_toml();
    const auto again = Config::parse(printed);
    base::check(again.has_value(), "what is in force is printed as a configuration");
    base::check(again->to_toml() == printed, "and it is the same one");
    base::check(again->api_listen == config->api_listen && again->store_url == config->store_url &&
                    again->api_cors_origins == config->api_cors_origins &&
                    again->api_trusted_proxies == config->api_trusted_proxies &&
                    again->auth_audience == config->auth_audience &&
                    again->index_row_cache_mb == config->index_row_cache_mb,
                "with the same values");
    return 0;
}
