#pragma once

#include "http/message.hpp"

#include <initializer_list>
#include <prometheus/collectable.h>

namespace program::metrics {

/// All figures as Prometheus reads them (text exposition format 0.0.4). Any thread.
http::Answer metrics_page(std::initializer_list<const prometheus::Collectable*> all);

}  // namespace program::metrics
