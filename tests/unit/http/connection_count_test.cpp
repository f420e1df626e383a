#include "http/connection_count.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <list>
#include <optional>
#include <thread>
#include <vector>

namespace http {
namespace {

using Place = ConnectionCount::Place;

AddressList addresses(const std::vector<std::string>& entries) {
    return AddressList::parse(entries).value();
}

/// The places that were taken, and the last refusal.
class Taken {
public:
    explicit Taken(ConnectionCount& count) : count_(count) {}

    bool one(std::string_view address) {
        auto got = count_.take(address);
        if (const TooMany* reason = std::get_if<TooMany>(&got)) {
            refusal = *reason;
            return false;
        }
        places.push_back(std::get<Place>(std::move(got)));
        return true;
    }

    std::list<Place> places;
    std::optional<TooMany> refusal;

private:
    ConnectionCount& count_;
};

TEST(ConnectionCount, refuses_what_is_over_the_cap_of_all_and_takes_it_when_one_has_gone) {
    ConnectionCount count({.all = 2, .per_client = 0, .uncounted_clients = {}});
    Taken taken(count);
    EXPECT_TRUE(taken.one("192.0.2.1"));
    EXPECT_TRUE(taken.one("192.0.2.1"));
    EXPECT_FALSE(taken.one("192.0.2.2"));
    EXPECT_EQ(taken.refusal, TooMany::connections);
    taken.places.pop_back();
    EXPECT_TRUE(taken.one("192.0.2.2"));
    EXPECT_FALSE(taken.one("192.0.2.3"));
}

TEST(ConnectionCount, refuses_what_is_over_the_cap_of_a_client_and_no_other_client) {
    ConnectionCount count({.all = 100, .per_client = 2, .uncounted_clients = {}});
    Taken taken(count);
    EXPECT_TRUE(taken.one("192.0.2.1"));
    EXPECT_TRUE(taken.one("192.0.2.1"));
    EXPECT_FALSE(taken.one("192.0.2.1"));
    EXPECT_EQ(taken.refusal, TooMany::connections_of_client);
    EXPECT_TRUE(taken.one("192.0.2.2"));
    taken.places.pop_front();
    EXPECT_TRUE(taken.one("192.0.2.1"));
}

TEST(ConnectionCount, a_refused_connection_takes_no_place) {
    ConnectionCount count({.all = 2, .per_client = 1, .uncounted_clients = {}});
    Taken taken(count);
    EXPECT_TRUE(taken.one("192.0.2.1"));
    for (int i = 0; i < 10; ++i)
        EXPECT_FALSE(taken.one("192.0.2.1"));
    EXPECT_TRUE(taken.one("192.0.2.2"));
}

TEST(ConnectionCount, a_client_with_ipv6_is_its_network) {
    ConnectionCount count({.all = 100, .per_client = 1, .uncounted_clients = {}});
    Taken taken(count);
    EXPECT_TRUE(taken.one("2001:db8:0:1::1"));
    EXPECT_FALSE(taken.one("2001:db8:0:1:ffff::2"));
    EXPECT_TRUE(taken.one("2001:db8:0:2::1"));
    EXPECT_TRUE(taken.one("fe80::1%eth0"));
    EXPECT_FALSE(taken.one("fe80::2%eth0"));
}

TEST(ConnectionCount, proxies_and_unix_sockets_are_counted_in_all_only) {
    ConnectionCount count(
        {.all = 6, .per_client = 1, .uncounted_clients = addresses({"192.0.2.0/30", "::1"})});
    Taken taken(count);
    for (const char* address : {"192.0.2.1", "192.0.2.1", "::1", "::1", "unix", "unix"})
        EXPECT_TRUE(taken.one(address)) << address;
    EXPECT_FALSE(taken.one("unix"));
    EXPECT_EQ(taken.refusal, TooMany::connections);
}

TEST(ConnectionCount, a_place_that_was_moved_is_given_back_once) {
    ConnectionCount count({.all = 1, .per_client = 1, .uncounted_clients = {}});
    {
        Place first = std::get<Place>(count.take("192.0.2.1"));
        const Place second(std::move(first));
        EXPECT_TRUE(std::holds_alternative<TooMany>(count.take("192.0.2.1")));
    }
    EXPECT_TRUE(std::holds_alternative<Place>(count.take("192.0.2.1")));
    EXPECT_TRUE(std::holds_alternative<Place>(count.take("192.0.2.1")));
}

TEST(ConnectionCount, many_threads_never_have_more_places_than_there_are) {
    ConnectionCount count({.all = 3, .per_client = 2, .uncounted_clients = {}});
    std::atomic<int> held = 0;
    std::atomic<int> too_many = 0;
    std::vector<std::thread> threads;
    threads.reserve(4);
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&, address = "192.0.2." + std::to_string(i / 2)] {
            for (int round = 0; round < 2000; ++round) {
                const auto got = count.take(address);
                if (std::holds_alternative<TooMany>(got)) continue;
                if (++held > 3) ++too_many;
                --held;
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(too_many, 0);
    Taken taken(count);
    for (const char* address : {"192.0.2.0", "192.0.2.0", "192.0.2.1"})
        EXPECT_TRUE(taken.one(address)) << "all were given back";
}

}  // namespace
}  // namespace http
