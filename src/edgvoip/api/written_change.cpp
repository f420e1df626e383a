#include "edgvoip/api/written_change.hpp"

namespace edgvoip::api {

const std::string& WrittenChange::text(std::string_view place, const std::string& view,
                                       const std::function<std::string()>& write) {
    if (place_ != place) {
        place_ = place;
        by_view_.clear();
    }
    const auto known = by_view_.find(view);
    return known != by_view_.end() ? known->second : by_view_.emplace(view, write()).first->second;
}

}  // namespace edgvoip::api
