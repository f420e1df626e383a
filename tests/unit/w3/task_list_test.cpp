#include "w3/store/task_list.hpp"

#include "callback_bed.hpp"
#include "w3/people/limits.hpp"
#include "w3/store/tasks.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace w3::store {
namespace {

using callbacks::Task;
using callbacks::TaskId;
using testing::ElementsAre;
using testing::IsEmpty;

class TaskListTest : public testing::Test {
protected:
    base::Instant now() { return bed_.clock().now(); }
    base::Instant in(std::int64_t seconds) { return {now().us + seconds * base::us_per_second}; }
    /// One that waits in the shop and has another number than all before.
    Task task() {
        Task made;
        made.id = {base::Uuid::random()};
        made.number = "+39" + std::to_string(3'330'000'000 + count_++);
        made.store_id = shop_;
        made.begun = made.last_missed = made.opened = in(-60);
        made.due = in(60);
        return made;
    }
    void add(const std::vector<Task>& tasks) {
        bed_.write([&](sql::Connection& connection) -> base::Result<void> {
            for (const Task& each : tasks) {
                if (auto done = add_task(connection, bed_.tenant().id, each); !done) return done;
            }
            return {};
        });
    }
    TaskQuestion question(Tab tab = Tab::to_call) {
        return {.tab = tab, .sight = std::nullopt, .person = anna_, .now = now()};
    }
    TaskPage page(const TaskQuestion& question) {
        TaskPage found;
        bed_.read([&](sql::Connection& connection) -> base::Result<void> {
            found = list_tasks(connection, bed_.tenant().id, question).value();
            return {};
        });
        return found;
    }
    /// What all pages give, each of at most `limit`.
    std::vector<TaskId> ids(TaskQuestion question, std::int64_t limit = 100) {
        std::vector<TaskId> found;
        question.limit = limit;
        do {
            const TaskPage one = page(question);
            EXPECT_LE(one.tasks.size(), static_cast<std::size_t>(limit));
            EXPECT_TRUE(!one.next || !one.tasks.empty()) << "a page that leads nowhere";
            for (const Task& each : one.tasks)
                found.push_back(each.id);
            question.after = one.next;
        } while (question.after);
        return found;
    }
    std::vector<TaskId> searched(const std::string& text) {
        TaskQuestion asked = question(Tab::all);
        asked.search = text;
        return ids(asked);
    }
    TaskCounts counts(const Sight& sight = std::nullopt) {
        TaskCounts counted;
        bed_.read([&](sql::Connection& connection) -> base::Result<void> {
            counted = count_tasks(connection, bed_.tenant().id, sight, anna_, now()).value();
            return {};
        });
        return counted;
    }

    CallbackBed bed_;
    const base::StoreId shop_{base::Uuid::random()};
    const base::StoreId other_shop_{base::Uuid::random()};
    const people::PersonId anna_{base::Uuid::random()};
    const people::PersonId bruno_{base::Uuid::random()};

private:
    std::int64_t count_ = 0;
};

TEST_F(TaskListTest, each_tab_has_its_own) {
    Task open = task(), later = task(), now_again = task(), mine = task(), lapsed = task(),
         closed = task();
    later.next_attempt = in(1);
    now_again.next_attempt = now();
    mine.owner = lapsed.owner = anna_;
    mine.lease_until = in(1);
    lapsed.lease_until = now();
    closed.closed = closed.last_missed = in(-1);
    open.due = in(10);
    now_again.due = in(20);
    mine.due = in(30);
    lapsed.due = in(40);
    add({closed, lapsed, mine, now_again, later, open});
    EXPECT_THAT(ids(question(Tab::to_call)),
                ElementsAre(now_again.id, open.id, mine.id, lapsed.id));
    EXPECT_THAT(ids(question(Tab::mine)), ElementsAre(mine.id));
    EXPECT_THAT(ids(question(Tab::planned)), ElementsAre(later.id));
    EXPECT_THAT(ids(question(Tab::closed)), ElementsAre(closed.id));
    bed_.read([&](sql::Connection& connection) -> base::Result<void> {
        EXPECT_EQ(count_open_tasks(connection, bed_.tenant().id).value(), 5);
        EXPECT_EQ(count_open_tasks(connection, {base::Uuid::random()}).value(), 0);
        return {};
    });
    EXPECT_EQ(ids(question(Tab::all)).size(), 6u);
    EXPECT_EQ(ids(question(Tab::all)).front(), closed.id);
}

TEST_F(TaskListTest, what_nobody_has_tried_in_time_is_overdue) {
    Task overdue = task(), tried = task(), due_now = task(), closed = task();
    overdue.due = tried.due = closed.due = in(-1);
    due_now.due = now();
    tried.first_attempt = in(-30);
    closed.closed = now();
    add({overdue, tried, due_now, closed});
    TaskQuestion asked = question();
    asked.overdue = true;
    EXPECT_THAT(ids(asked), ElementsAre(overdue.id));
    asked.sight = std::vector{other_shop_};
    EXPECT_THAT(ids(asked), IsEmpty());
    asked.sight = std::vector{other_shop_, shop_};
    EXPECT_THAT(ids(asked), ElementsAre(overdue.id));
    EXPECT_EQ(counts().overdue, 1);
}

TEST_F(TaskListTest, another_tenants_tasks_are_nowhere) {
    add({task()});
    bed_.change_tenant();
    EXPECT_THAT(ids(question(Tab::all)), IsEmpty());
    EXPECT_THAT(searched("+39"), IsEmpty());
    EXPECT_EQ(counts().to_call, 0);
}

TEST_F(TaskListTest, a_number_is_found_by_how_it_begins_however_it_is_written) {
    Task rome = task(), abroad = task();
    rome.number = "+390612345678";
    abroad.number = "+4930123456";
    add({rome, abroad, task()});
    for (const char* const text : {"0612", "06 12", "+39 06 12", "390612", "0039 0612", "06-12/3"})
        EXPECT_THAT(searched(text), ElementsAre(rome.id)) << text;
    for (const char* const text : {"+4930", "4930", "004930"})
        EXPECT_THAT(searched(text), ElementsAre(abroad.id)) << text;
    for (const char* const text : {"12345678", "+0612", "06124"})
        EXPECT_THAT(searched(text), IsEmpty()) << text;
    EXPECT_EQ(searched("+").size(), 0u);
}

TEST_F(TaskListTest, a_name_is_found_by_how_it_begins_whatever_its_case_and_accents) {
    Task nico = task(), shop = task();
    nico.name = "Nicolò Verdi";
    shop.name = "Bar 39";
    add({nico, shop, task()});
    for (const char* const text : {"nico", "NICOLO", "Nicolò v"})
        EXPECT_THAT(searched(text), ElementsAre(nico.id)) << text;
    EXPECT_THAT(searched("verdi"), IsEmpty());
    // Its digits are no beginning of a number.
    EXPECT_THAT(searched("bar 39"), ElementsAre(shop.id));
}

TEST_F(TaskListTest, a_search_keeps_to_the_tab_and_to_the_stores_in_sight) {
    Task open = task(), closed = task(), elsewhere = task();
    for (Task* const each : {&open, &closed, &elsewhere})
        each->name = "Rossi";
    closed.closed = now();
    elsewhere.store_id = other_shop_;
    add({open, closed, elsewhere});
    TaskQuestion asked = question();
    asked.search = "ros";
    asked.sight = std::vector{shop_};
    EXPECT_THAT(ids(asked), ElementsAre(open.id));
    asked.tab = Tab::closed;
    EXPECT_THAT(ids(asked), ElementsAre(closed.id));
}

TEST_F(TaskListTest, counts_go_no_further_than_they_need) {
    constexpr std::int64_t most = limits::callback_count_max;
    std::vector<Task> tasks;
    for (std::int64_t i = 0; i < most; ++i) {
        tasks.push_back(task());
        tasks.back().due = in(-1);
        tasks.back().owner = anna_;
    }
    add(tasks);
    Task one_more = task();
    one_more.store_id = other_shop_;
    one_more.due = in(-1);
    one_more.owner = anna_;
    add({one_more});
    for (const Sight& sight : {Sight(), Sight({{shop_, other_shop_}})}) {
        EXPECT_EQ(counts(sight).to_call, most);
        EXPECT_EQ(counts(sight).overdue, most);
        EXPECT_EQ(counts(sight).mine, most);
        EXPECT_EQ(counts(sight).planned, 0);
    }
    EXPECT_EQ(counts(Sight({{other_shop_}})).to_call, 1);
    EXPECT_EQ(counts(Sight({{other_shop_}})).mine, 1);
    EXPECT_EQ(counts(Sight(std::vector<base::StoreId>())).to_call, 0);
}

/// What a tab shows, written down again, and in which order.
struct Expectation {
    Tab tab;
    bool (*is_shown)(const Task&, people::PersonId, base::Instant now);
    std::int64_t (*key)(const Task&);
    bool is_newest_first;
};

bool is_for_later(const Task& task, base::Instant now) {
    return task.next_attempt && *task.next_attempt > now;
}

const std::vector<Expectation>& expectations() {
    static const std::vector<Expectation> all = {
        {Tab::to_call,
         [](const Task& task, people::PersonId, base::Instant now) {
             return !task.closed && !is_for_later(task, now);
         },
         [](const Task& task) { return task.next_attempt.value_or(task.due).us; }, false},
        {Tab::mine,
         [](const Task& task, people::PersonId person, base::Instant now) {
             return !task.closed && task.owner == person &&
                    (!task.lease_until || *task.lease_until > now);
         },
         [](const Task& task) { return task.due.us; }, false},
        {Tab::planned,
         [](const Task& task, people::PersonId, base::Instant now) {
             return !task.closed && is_for_later(task, now);
         },
         [](const Task& task) { return task.next_attempt->us; }, false},
        {Tab::closed,
         [](const Task& task, people::PersonId, base::Instant) { return task.closed.has_value(); },
         [](const Task& task) { return task.closed->us; }, true},
        {Tab::all, [](const Task&, people::PersonId, base::Instant) { return true; },
         [](const Task& task) { return task.last_missed.us; }, true}};
    return all;
}

class RandomTaskListTest : public TaskListTest {
protected:
    RandomTaskListTest() {
        for (int i = 0; i < 150; ++i)
            tasks_.push_back(random_task());
        add(tasks_);
    }

    std::vector<TaskId> expected(const Expectation& tab, const Sight& sight,
                                 const std::string& name) {
        std::vector<Task> shown;
        for (const Task& each : tasks_) {
            const bool is_seen =
                !sight || (each.store_id && std::ranges::count(*sight, *each.store_id) > 0);
            const bool is_named = each.name.starts_with(name);
            if (is_seen && is_named && tab.is_shown(each, anna_, now())) shown.push_back(each);
        }
        std::ranges::sort(shown, [&tab](const Task& left, const Task& right) {
            const auto l = std::pair(tab.key(left), left.id);
            const auto r = std::pair(tab.key(right), right.id);
            return tab.is_newest_first ? r < l : l < r;
        });
        std::vector<TaskId> ids;
        for (const Task& each : shown)
            ids.push_back(each.id);
        return ids;
    }

private:
    bool one_in(int n) { return std::uniform_int_distribution<int>(1, n)(random_) == 1; }
    /// One of a few moments before and after now.
    base::Instant some_time() {
        return in(std::uniform_int_distribution<std::int64_t>(-3, 3)(random_));
    }
    Task random_task() {
        Task made = task();
        made.name = one_in(2) ? "anna" : "bruno";
        if (one_in(2)) made.store_id = other_shop_;
        if (one_in(4)) made.store_id.reset();
        made.due = some_time();
        made.last_missed = some_time();
        if (one_in(2)) made.next_attempt = some_time();
        if (one_in(2)) made.owner = one_in(2) ? anna_ : bruno_;
        if (made.owner && one_in(2)) made.lease_until = some_time();
        if (one_in(3)) made.closed = some_time();
        return made;
    }

    std::mt19937 random_{1};
    std::vector<Task> tasks_;
};

TEST_F(RandomTaskListTest, all_pages_give_each_task_once_and_in_order) {
    const std::vector<Sight> sights = {std::nullopt, Sight({{shop_}}),
                                       Sight({{other_shop_, shop_}}),
                                       Sight(std::vector<base::StoreId>())};
    for (const Expectation& tab : expectations()) {
        for (const Sight& sight : sights) {
            for (const char* const name : {"", "bru"}) {
                TaskQuestion asked = question(tab.tab);
                asked.sight = sight;
                asked.search = name;
                const auto wanted = expected(tab, sight, name);
                for (const std::int64_t limit : {1, 7, 200})
                    EXPECT_EQ(ids(asked, limit), wanted) << static_cast<int>(tab.tab) << name;
            }
        }
    }
}

TEST(Tab, has_the_name_of_the_pages) {
    EXPECT_EQ(tab_of("to_call"), Tab::to_call);
    EXPECT_EQ(tab_of("mine"), Tab::mine);
    EXPECT_EQ(tab_of("planned"), Tab::planned);
    EXPECT_EQ(tab_of("closed"), Tab::closed);
    EXPECT_EQ(tab_of("all"), Tab::all);
    EXPECT_EQ(tab_of("open"), std::nullopt);
}

}  // namespace
}  // namespace w3::store
