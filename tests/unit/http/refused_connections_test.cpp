#include "http/refused_connections.hpp"

#include "wire.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace http {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;

const RefusedConnections::Time start = std::chrono::steady_clock::now();

TEST(RefusedConnections, a_flood_is_told_once_a_second_with_how_many_it_was) {
    KeptEvents events;
    RefusedConnections refused(events);
    for (int ms = 0; ms < 2500; ms += 5)
        refused.add(TooMany::connections, start + milliseconds(ms));
    EXPECT_THAT(events.all(),
                ElementsAre("http_connection_refused reason=connections refused=1",
                            "http_connection_refused reason=connections refused=200",
                            "http_connection_refused reason=connections refused=200"));
}

TEST(RefusedConnections, what_was_only_counted_is_told_when_the_second_is_over) {
    KeptEvents events;
    RefusedConnections refused(events);
    refused.add(TooMany::descriptors, start);
    refused.add(TooMany::descriptors, start + milliseconds(1));
    refused.add(TooMany::descriptors, start + milliseconds(2));
    refused.tell_due(start + milliseconds(999));
    EXPECT_EQ(events.all().size(), 1U);
    refused.tell_due(start + milliseconds(1000));
    refused.tell_due(start + milliseconds(5000));
    EXPECT_THAT(events.all(), ElementsAre("http_connection_refused reason=descriptors refused=1",
                                          "http_connection_refused reason=descriptors refused=2"));
}

TEST(RefusedConnections, each_reason_is_told_for_itself) {
    KeptEvents events;
    RefusedConnections refused(events);
    refused.add(TooMany::connections, start);
    refused.add(TooMany::connections_of_client, start);
    EXPECT_THAT(events.all(),
                ElementsAre("http_connection_refused reason=connections refused=1",
                            "http_connection_refused reason=connections_of_client refused=1"));
}

}  // namespace
}  // namespace http
