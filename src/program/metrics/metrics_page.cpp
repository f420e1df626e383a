#include "program/metrics/metrics_page.hpp"

#include <iterator>
#include <prometheus/text_serializer.h>
#include <utility>
#include <vector>

namespace program::metrics {

http::Answer metrics_page(std::initializer_list<const prometheus::Collectable*> all) {
    std::vector<prometheus::MetricFamily> families;
    for (const prometheus::Collectable* collectable : all) {
        auto some = collectable->Collect();
        families.insert(families.end(), std::make_move_iterator(some.begin()),
                        std::make_move_iterator(some.end()));
    }
    http::Answer answer;
    answer.content_type = "text/plain; version=0.0.4; charset=utf-8";
    answer.body = prometheus::TextSerializer().Serialize(families);
    return answer;
}

}  // namespace program::metrics
