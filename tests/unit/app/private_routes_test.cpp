#include "edgvoip/app/private_server.hpp"

#include <gtest/gtest.h>

namespace edgvoip::app {
namespace {

TEST(PrivateRoutes, AreThePathsThatAreAnswered) {
    EXPECT_EQ(private_route_of("/metrics"), "/metrics");
    EXPECT_EQ(private_route_of("/ingest/freeswitch"), "/ingest/freeswitch");
    EXPECT_EQ(private_route_of("/else"), "");
}

}  // namespace
}  // namespace edgvoip::app
