#include "history.hpp"
#include "interview.hpp"
#include "times.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace edgvoip::oracle {
namespace {

/// A world, its history and questions between any two commits.
class Life {
public:
    explicit Life(std::uint64_t seed)
        : chance_(seed),
          world_(make_world(chance_)),
          history_(chance_, world_, chance_.any_of<std::int64_t>({0, 10, 80, 250, 250, 400})),
          server_(world_.directory, world_.now) {
        for (const Realm& realm : world_.realms)
            askers_.push_back(askers_of(chance_, realm, world_.now));
    }

    /// Asks so many questions in all; what was wrong with the first that was wrong.
    std::string live(std::int64_t questions) {
        std::string wrong = ask(questions / 10);
        std::int64_t left = questions - questions / 10;
        while (wrong.empty() && !history_.is_over()) {
            server_.apply(history_.next(chance_));
            const std::int64_t now = history_.is_over() ? left : left / 2;
            wrong = ask(now);
            left -= now;
        }
        return wrong;
    }

private:
    std::string ask(std::int64_t questions) {
        auto share = static_cast<std::int64_t>(world_.realms.size());
        for (std::size_t i = 0; i < world_.realms.size(); ++i, --share) {
            const Realm& realm = world_.realms[i];
            const Records records(*realm.tenant, history_.calls_of(realm.tenant->id));
            const std::int64_t now = questions / share;
            questions -= now;
            std::string wrong = interview(chance_, server_, realm, records, askers_[i], now);
            if (!wrong.empty()) return wrong;
        }
        return {};
    }

    Chance chance_;
    World world_;
    History history_;
    Server server_;
    std::vector<std::vector<Asker>> askers_;
};

constexpr std::int64_t parts = 4;  // that several processes may share (GTEST_TOTAL_SHARDS)

class RandomQuestions : public testing::TestWithParam<std::int64_t> {};

TEST_P(RandomQuestions, are_answered_by_the_definitions_at_every_moment_of_random_histories) {
    constexpr std::int64_t questions_of_a_world = 250;
    constexpr int failures_max = 5;
    const std::int64_t worlds = questions() / questions_of_a_world;
    int failures = 0;
    for (std::int64_t seed = GetParam(); seed <= worlds && failures < failures_max; seed += parts) {
        const std::string wrong = Life(static_cast<std::uint64_t>(seed)).live(questions_of_a_world);
        if (wrong.empty()) continue;
        ++failures;
        ADD_FAILURE() << "seed " << seed << "\n" << wrong;
    }
}

INSTANTIATE_TEST_SUITE_P(Parts, RandomQuestions, testing::Range<std::int64_t>(1, parts + 1));

}  // namespace
}  // namespace edgvoip::oracle
