#include "asker.hpp"
#include "history.hpp"
#include "instant_text.hpp"
#include "server.hpp"
#include "times.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>

namespace edgvoip::oracle {
namespace {

namespace json = boost::json;

/// What the endpoints say of one choice of calls must agree, whoever asks.
class Agreement {
public:
    Agreement(const Server& server, const Asker& asker, std::string choice)
        : server_(server), asker_(asker), choice_(std::move(choice)) {}

    void check() const {
        const json::object summary = body("summary?percentiles=true");
        const std::int64_t total = count(summary, "total_calls");
        const std::int64_t missed = count(summary, "missed_calls");
        equal("/api/cdr?page_size=1", total_of("/api/cdr?page_size=1"), total);
        const std::string misses = "/api/analytics/missed?page_size=1";
        equal(misses, total_of(misses), missed);
        const std::string due = misses + "&only_unique=true&status=due";
        equal(due, total_of(due), count(summary, "callbacks_due"));
        equal_sum("heatmap?", "total", total);
        equal_sum("heatmap?", "missed", missed);
        for (const char* const bucket : {"hour", "day", "week", "month"}) {
            const std::string series = std::string("series?bucket=") + bucket;
            equal_sum(series, "total", total);
            equal_sum(series, "missed", missed);
            equal_sum(series, "answered", count(summary, "answered_calls"));
        }
    }

    /// Of calls of every direction.
    void check_groups() const {
        const json::object summary = body("summary?");
        const std::string by_store = "by-store?page_size=500";
        equal_sum(by_store, "total", count(summary, "total_calls"));
        equal_sum(by_store, "answered", count(summary, "answered_calls"));
        equal_sum(by_store, "missed", count(summary, "missed_calls"));
        for (const char* const group : {"total", "day", "store", "agent"}) {
            const std::string qos = std::string("qos?page_size=500&group_by=") + group;
            equal_sum(qos, "calls", count(summary, "total_calls"));
            equal_sum(qos, "measured_calls", count(summary, "measured_calls"));
            equal_sum(qos, "poor_calls", count(summary, "poor_calls"));
        }
    }

private:
    void equal(const std::string& question, std::int64_t got, std::int64_t expected) const {
        EXPECT_EQ(got, expected) << question << " " << choice_;
    }
    void equal_sum(const std::string& question, const char* name, std::int64_t expected) const {
        equal(question, sum_of(question, name), expected);
    }

    static std::int64_t count(const json::object& object, const char* name) {
        return object.at(name).as_int64();
    }

    json::object get(const std::string& target) const {
        const http::Answer answer =
            server_.get(target + (target.ends_with('?') ? "" : "&") + choice_, asker_.token);
        EXPECT_EQ(answer.status, 200) << target << " " << answer.body;
        return answer.status == 200 ? json::parse(answer.body).as_object() : json::object();
    }
    json::object body(const std::string& question) const {
        return get("/api/analytics/" + question);
    }
    std::int64_t total_of(const std::string& target) const { return count(get(target), "total"); }
    std::int64_t sum_of(const std::string& question, const char* name) const {
        std::int64_t sum = 0;
        const json::object answer = body(question);
        for (const json::value& item : answer.at("items").as_array())
            sum += count(item.as_object(), name);
        return sum;
    }

    const Server& server_;
    const Asker& asker_;
    std::string choice_;
};

TEST(KpiEqualities, hold_between_the_answers_of_any_asker) {
    for (std::uint64_t seed = 1; seed <= static_cast<std::uint64_t>(times(4) + 1); ++seed) {
        Chance chance(seed);
        const World world = make_world(chance);
        History history(chance, world, 150);
        Server server(world.directory, world.now);
        while (!history.is_over())
            server.apply(history.next(chance));
        for (const Realm& realm : world.realms) {
            for (int n = 0; n < 4; ++n) {
                const Asker asker = make_asker(chance, realm, world.now);
                const base::Instant centre = chance.any_of(realm.centres);
                const std::string choice =
                    "from=" + instant_text({centre.us - 2 * base::us_per_day}, 0) +
                    "Z&to=" + instant_text({centre.us + 2 * base::us_per_day}, 0) + "Z";
                Agreement(server, asker, choice).check_groups();
                for (const char* const more : {"", "&direction=in", "&store_id=none"})
                    Agreement(server, asker, choice + more).check();
            }
        }
    }
}

}  // namespace
}  // namespace edgvoip::oracle
