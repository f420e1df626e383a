#include "edgvoip/query/page_request.hpp"

#include <algorithm>

namespace edgvoip::query {

std::int64_t PageRequest::last_page(std::int64_t total) const {
    return std::max<std::int64_t>(1, (total + page_size - 1) / page_size);
}

}  // namespace edgvoip::query
