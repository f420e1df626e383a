#include "question.hpp"

namespace edgvoip::oracle {

std::string_view path_of(Endpoint endpoint) {
    switch (endpoint) {
        case Endpoint::summary:
            return "/api/analytics/summary";
        case Endpoint::by_store:
            return "/api/analytics/by-store";
        case Endpoint::by_agent:
            return "/api/analytics/by-agent";
        case Endpoint::missed:
            return "/api/analytics/missed";
        case Endpoint::qos:
            return "/api/analytics/qos";
        case Endpoint::series:
            return "/api/analytics/series";
        case Endpoint::heatmap:
            return "/api/analytics/heatmap";
    }
    return "";
}

}  // namespace edgvoip::oracle
