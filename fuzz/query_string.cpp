// The query string of a request.
#include "http/query_parameters.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    http::QueryParameters parameters(std::string_view(reinterpret_cast<const char*>(data), size));
    (void)parameters.text("q");
    (void)parameters.integer("page", 1, 1000);
    (void)parameters.decimal("max_mos", 2, 100, 500);
    (void)parameters.boolean("has_mos");
    const http::Answer answer = http::bad_parameters(parameters.errors(), "fuzz");
    (void)answer;
    return 0;
}
