#include "callback_bed.hpp"
#include "callback_desk.hpp"
#include "made_call.hpp"
#include "w3/api/endpoints.hpp"
#include "w3/store/callback_rules.hpp"
#include "waiting_model.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>

namespace w3 {
namespace {

using callbacks::Call;
using callbacks::KeptTask;
using callbacks::Task;

const std::array<std::string, 3> numbers = {"+390611111111", "+390622222222", "+393333333333"};

std::vector<KeptTask> all_tasks(CallbackBed& bed) {
    std::vector<KeptTask> all;
    for (const std::string& number : numbers) {
        for (KeptTask& kept : bed.tasks(number))
            all.push_back(std::move(kept));
    }
    return all;
}

/// Calls of a few people to a few shops within some hours, in random states.
class Town {
public:
    explicit Town(unsigned seed) : random_(seed) {}

    std::int64_t between(std::int64_t least, std::int64_t most) {
        return std::uniform_int_distribution<std::int64_t>(least, most)(random_);
    }
    bool one_in(std::int64_t n) { return between(1, n) == 1; }
    template <class Container>
    const typename Container::value_type& any_of(const Container& values) {
        return values[static_cast<std::size_t>(
            between(0, static_cast<std::int64_t>(values.size()) - 1))];
    }
    std::mt19937& engine() { return random_; }

    /// One in which tasks are made of calls.
    base::StoreId shop() const { return {base::Uuid::parse(shop_id).value()}; }
    /// One in which people make them.
    base::StoreId by_hand() const { return {base::Uuid::parse(by_hand_id).value()}; }

    MeantCall call(std::string id, base::Instant now) {
        MeantCall made = call_at(std::move(id), some_start(now));
        if (!one_in(6)) {
            made.call.store_id = one_in(3) ? by_hand() : shop();
            const bool is_by_hand = made.call.store_id == by_hand();
            if (made.meaning == Meaning::waits && is_by_hand) made.meaning = Meaning::waits_by_hand;
        }
        return made;
    }

private:
    static constexpr std::string_view shop_id = "6f1d0a4e-0000-4000-8000-0000000000a1";
    static constexpr std::string_view by_hand_id = "6f1d0a4e-0000-4000-8000-0000000000b2";

    /// Whole minutes, so that calls meet.
    base::Instant some_start(base::Instant now) {
        constexpr std::int64_t us_per_minute = 60 * base::us_per_second;
        const std::int64_t ago = one_in(4) ? between(0, 300) : between(0, 30);
        return {(now.us / us_per_minute - ago) * us_per_minute};
    }
    MeantCall call_at(std::string id, base::Instant start) {
        const std::string& number = any_of(numbers);
        switch (between(0, 11)) {
            case 0:
                return {call_out(std::move(id), number, start, one_in(2) ? 0 : 8),
                        Meaning::nothing};
            case 1:
                return {call_out(std::move(id), number, start, between(20, 30)), Meaning::contact};
            case 2:
                return {answered_call(std::move(id), number, start, 20), Meaning::contact};
            case 3:
                return {answered_call(std::move(id), number, start, 19), Meaning::nothing};
            case 4:
            case 5: {
                MeantCall brief{missed_call(std::move(id), number, start), Meaning::does_not_wait};
                brief.call.missed_reason = "short_abandoned";
                brief.call.ring_sec = 2;
                return brief;
            }
            case 6:
                return {missed_call(std::move(id), "", start), Meaning::does_not_wait};
            default:
                return {missed_call(std::move(id), number, start), Meaning::waits};
        }
    }

    std::mt19937 random_;
};

/// A town whose calls are followed while somebody works on them, and a model that is told the same.
class Day {
public:
    Day(CallbackBed& bed, unsigned seed)
        : bed_(bed), desk_(bed), town_(seed), is_one_list_(seed % 3 == 0), model_(is_one_list_) {
        bed_.change_tenant();
        bed_.write([&](sql::Connection& connection) {
            callbacks::Settings settings;
            settings.is_one_list = is_one_list_;
            return store::keep_callback_settings(connection, bed_.tenant().id, settings);
        });
        bed_.write([&](sql::Connection& connection) {
            callbacks::StoreRules rules;
            rules.is_automatic = false;
            return store::keep_store_rules(connection, bed_.tenant().id, town_.by_hand(), rules);
        });
    }

    void step() {
        bed_.pass(60 * town_.between(1, 20) + 1);
        if (town_.one_in(2)) return calls_come();
        const auto tasks = all_tasks(bed_);
        if (tasks.empty() || town_.one_in(4)) return somebody_makes_a_task();
        const Task& task = town_.any_of(tasks).task;
        if (task.closed) return somebody_opens(task);
        somebody_works_on(task);
    }

    /// What is open is what the model says, and everything a person closed is closed.
    void check() {
        const auto waiting = model_.waiting();
        std::map<Caller, std::set<std::string>> expected, found;
        for (const auto& [caller, each] : waiting)
            expected.emplace(caller, each.misses);
        for (const KeptTask& kept : all_tasks(bed_)) {
            const Task& task = kept.task;
            if (closed_.contains(task.id)) {
                EXPECT_EQ(task.closed, closed_.at(task.id));
                EXPECT_EQ(task.closed_by, desk_.person().id);
            }
            if (task.closed) continue;
            const Caller caller{task.number, task.scope};
            EXPECT_TRUE(found.emplace(caller, kept.misses).second) << "two open tasks";
            EXPECT_EQ(task.misses, static_cast<std::int64_t>(kept.misses.size()));
            const auto it_waits = waiting.find(caller);
            if (it_waits == waiting.end() || it_waits->second.made.empty()) continue;
            const auto made = it_waits->second.made.find(task.id);
            ASSERT_NE(made, it_waits->second.made.end()) << "not a task that people made";
            if (!made->second.empty()) expected[caller].insert(made->second);
        }
        EXPECT_EQ(found, expected);
    }

private:
    void calls_come() {
        follow::Changes page{.calls = {}, .removed = {}, .next_token = "next", .more = false};
        page.more = town_.one_in(3);
        for (std::int64_t count = town_.between(1, 5); count > 0; --count) {
            if (ids_.empty() || !town_.one_in(3)) {
                ids_.push_back("call-" + std::to_string(ids_.size()));
                tell(ids_.back(), page);
            } else if (const std::string& known = town_.any_of(ids_); town_.one_in(2)) {
                tell(known, page);
            } else if (!is_told(known, page)) {
                page.removed.push_back(known);
                model_.remove(known);
            }
        }
        bed_.take_answer(page);
        const auto before = all_tasks(bed_);
        EXPECT_FALSE(bed_.take_answer(page)) << "taken twice it changes something";
        const auto after = all_tasks(bed_);
        ASSERT_EQ(after.size(), before.size());
        for (std::size_t i = 0; i < after.size(); ++i)
            EXPECT_EQ(after[i].task, before[i].task);
    }
    static bool is_told(const std::string& id, const follow::Changes& page) {
        return std::any_of(page.calls.begin(), page.calls.end(),
                           [&id](const Call& call) { return call.call_id == id; });
    }
    /// In one page edgvoip tells of a call once.
    void tell(const std::string& id, follow::Changes& page) {
        if (is_told(id, page)) return;
        MeantCall meant = town_.call(id, bed_.clock().now());
        // A call may turn out otherwise, but who called whom stays.
        const auto direction = directions_.emplace(id, meant.call.direction).first->second;
        while (meant.call.direction != direction)
            meant = town_.call(id, bed_.clock().now());
        std::erase(page.removed, id);
        page.calls.push_back(meant.call);
        model_.take(meant);
    }

    void somebody_makes_a_task() {
        if (ids_.empty()) return;
        const std::string& id = town_.any_of(ids_);
        if (desk_.create(id) != created) return;
        const Call& call = model_.calls().at(id).call;
        note_opening({call.number, model_.scope_of(call)}, id);
    }
    void somebody_opens(const Task& task) {
        const Caller caller{task.number, task.scope};
        if (town_.one_in(2)) {
            if (desk_.reopen(task) == created) note_opening(caller, "");
        } else if (desk_.undo(task) == ok) {
            model_.void_contact(caller, task.closing_call_id);
        }
    }
    void somebody_works_on(const Task& task) {
        switch (town_.between(0, 3)) {
            case 0:
                EXPECT_EQ(desk_.claim(task), ok);
                return;
            case 1:
                EXPECT_EQ(desk_.move(api::try_callback, task), ok);
                return;
            default:
                EXPECT_EQ(desk_.close(task), ok);
                closed_[task.id] = bed_.clock().now();
                model_.close({task.number, task.scope}, bed_.clock().now());
        }
    }
    void note_opening(const Caller& caller, const std::string& call_id) {
        for (const KeptTask& kept : bed_.tasks(caller.number)) {
            if (kept.task.closed || kept.task.scope != caller.scope) continue;
            model_.open(caller, kept.task.id, bed_.clock().now(), call_id);
        }
    }

    static constexpr int ok = 200;
    static constexpr int created = 201;

    CallbackBed& bed_;
    CallbackDesk desk_;
    Town town_;
    const bool is_one_list_;
    WaitingModel model_;
    std::vector<std::string> ids_;
    std::map<std::string, std::string> directions_;
    std::map<callbacks::TaskId, base::Instant> closed_;  // by people
};

TEST(FollowProperty, whoever_waits_has_one_open_task_whatever_comes_and_whatever_people_do) {
    constexpr unsigned days = 40;
    constexpr int steps = 60;
    CallbackBed bed;
    for (unsigned seed = 0; seed < days; ++seed) {
        Day day(bed, seed);
        for (int step = 0; step < steps; ++step) {
            day.step();
            day.check();
            ASSERT_FALSE(testing::Test::HasFailure()) << "seed " << seed << ", step " << step;
        }
    }
}

/// What of open tasks does not depend on when they were made.
std::vector<Task> open_tasks(CallbackBed& bed) {
    std::vector<Task> open;
    for (const KeptTask& kept : all_tasks(bed)) {
        if (kept.task.closed) continue;
        open.push_back(kept.task);
        open.back().id = {};
        open.back().version = 1;
    }
    std::sort(open.begin(), open.end(), [](const Task& left, const Task& right) {
        return std::tie(left.number, left.scope) < std::tie(right.number, right.scope);
    });
    return open;
}

TEST(FollowProperty, any_order_and_any_pages_of_the_same_calls_give_the_same_open_tasks) {
    constexpr unsigned towns = 40;
    constexpr int calls = 40;
    CallbackBed bed;
    for (unsigned seed = 0; seed < towns; ++seed) {
        Town town(seed);
        std::vector<Call> told, older;
        for (int i = 0; i < calls; ++i) {
            const std::string id = "call-" + std::to_string(i);
            told.push_back(town.call(id, bed.clock().now()).call);
            older.push_back(town.call(id, bed.clock().now()).call);
        }
        bed.change_tenant();
        bed.take(told);
        const auto expected = open_tasks(bed);
        EXPECT_FALSE(expected.empty());

        bed.change_tenant();
        std::shuffle(older.begin(), older.end(), town.engine());
        older.resize(calls / 2);
        bed.take(older);
        std::shuffle(told.begin(), told.end(), town.engine());
        for (std::size_t at = 0; at < told.size();) {
            const auto size = static_cast<std::size_t>(town.between(1, 6));
            const std::size_t end = std::min(at + size, told.size());
            bed.take({told.begin() + static_cast<std::ptrdiff_t>(at),
                      told.begin() + static_cast<std::ptrdiff_t>(end)});
            at = end;
        }
        EXPECT_EQ(open_tasks(bed), expected) << "seed " << seed;
    }
}

}  // namespace
}  // namespace w3
