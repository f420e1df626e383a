#include "w3/store/database.hpp"
#include "w3/store/task_list.hpp"
#include "w3/store/tasks.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <tuple>

namespace w3::store {
namespace {

using callbacks::Task;
using callbacks::TaskId;

constexpr base::Instant now{1'790'000'000 * base::us_per_second};

base::Uuid numbered_id(int number) {
    base::Uuid id;
    id.bytes[14] = static_cast<std::uint8_t>(number >> 8);
    id.bytes[15] = static_cast<std::uint8_t>(number);
    return id;
}

/// Tasks of all kinds in three stores and in none, and what is to be found of them by the words of
/// the header: looked at one by one.
class TaskPagesTest : public testing::Test {
protected:
    TaskPagesTest() {
        auto opened = Database::open("sqlite:" + path_);
        EXPECT_TRUE(opened) << opened.error().detail;
        database_ = std::move(*opened);
        add_tasks(400);
    }
    ~TaskPagesTest() override {
        database_.reset();
        for (const char* const ending : {"", "-wal", "-shm"})
            std::filesystem::remove(path_ + ending);
    }

    void add_tasks(int count) {
        const auto written = database_->write([&](sql::Connection& connection) {
            base::Result<void> added;
            for (int i = 0; added && i < count; ++i) {
                tasks_.push_back(any_task(static_cast<int>(tasks_.size())));
                added = add_task(connection, tenant_, tasks_.back());
            }
            return added;
        });
        EXPECT_TRUE(written) << written.error().detail;
    }

    /// All pages, one after another; each but the last is full.
    std::vector<TaskId> pages(TaskQuestion question) {
        std::vector<TaskId> ids;
        for (bool more = true; more;) {
            const auto read =
                database_->read([&](sql::Connection& connection) -> base::Result<void> {
                    const auto page = list_tasks(connection, tenant_, question);
                    if (!page) return page.error();
                    for (const Task& task : page->tasks)
                        ids.push_back(task.id);
                    question.after = page->next;
                    more = page->next.has_value();
                    EXPECT_TRUE(!more || std::ssize(page->tasks) == question.limit);
                    return {};
                });
            EXPECT_TRUE(read) << read.error().detail;
            if (!read) return ids;
        }
        return ids;
    }

    std::vector<TaskId> expected(const TaskQuestion& question) const {
        std::vector<std::tuple<std::int64_t, TaskId>> found;
        for (const Task& task : tasks_) {
            const auto key = key_of(task, question);
            if (key && is_in_sight(task.store_id, question.sight))
                found.emplace_back(*key, task.id);
        }
        std::sort(found.begin(), found.end());
        if (question.tab == Tab::closed || question.tab == Tab::all) {
            std::reverse(found.begin(), found.end());
        }
        std::vector<TaskId> ids;
        for (const auto& [key, id] : found)
            ids.push_back(id);
        return ids;
    }

    TaskCounts counts(const Sight& sight) {
        TaskCounts counts;
        const auto read = database_->read([&](sql::Connection& connection) -> base::Result<void> {
            const auto counted = count_tasks(connection, tenant_, sight, person_, now);
            if (!counted) return counted.error();
            counts = *counted;
            return {};
        });
        EXPECT_TRUE(read) << read.error().detail;
        return counts;
    }

    Sight stores(std::initializer_list<int> numbers) const {
        std::vector<base::StoreId> ids;
        for (const int number : numbers)
            ids.push_back({numbered_id(number)});
        return ids;
    }

    people::PersonId person_{numbered_id(900)};

private:
    base::Instant any_instant() {
        return {now.us + (static_cast<std::int64_t>(random_() % 41) - 20) * base::us_per_second};
    }
    std::optional<base::Instant> sometimes() {
        if (random_() % 3 == 0) return any_instant();
        return std::nullopt;
    }

    Task any_task(int number) {
        Task task;
        task.id = {numbered_id(number)};
        task.number = "+39347" + std::to_string(1'000'000 + number);
        task.name = "Cliente " + std::to_string(number);
        const int store = static_cast<int>(random_() % 4);
        if (store > 0) task.store_id = base::StoreId{numbered_id(store)};
        // Instants are few, so that many tasks share one and only the id orders them.
        task.due = any_instant();
        task.last_missed = any_instant();
        task.first_attempt = sometimes();
        task.next_attempt = sometimes();
        task.closed = sometimes();
        if (task.closed) task.outcome = callbacks::Outcome::no_answer;
        if (random_() % 2 == 0) task.owner = person_;
        task.lease_until = sometimes();
        return task;
    }

    /// What the task is ordered by; nothing: it is not on that tab.
    static std::optional<std::int64_t> key_of(const Task& task, const TaskQuestion& question) {
        const bool is_later = task.next_attempt && *task.next_attempt > now;
        if (question.overdue) {
            if (!callbacks::is_overdue(task, now)) return std::nullopt;
            return task.due.us;
        }
        switch (question.tab) {
            case Tab::to_call:
                if (task.closed || is_later) return std::nullopt;
                return task.next_attempt.value_or(task.due).us;
            case Tab::mine:
                if (task.closed || callbacks::holder(task, now) != question.person) break;
                return task.due.us;
            case Tab::planned:
                if (task.closed || !is_later) break;
                return task.next_attempt->us;
            case Tab::closed:
                if (!task.closed) break;
                return task.closed->us;
            case Tab::all:
                return task.last_missed.us;
        }
        return std::nullopt;
    }

    std::string path_ =
        (std::filesystem::temp_directory_path() / (base::Uuid::random().text() + ".db")).string();
    std::unique_ptr<Database> database_;
    base::TenantId tenant_{numbered_id(800)};
    std::vector<Task> tasks_;
    std::mt19937_64 random_{7};
};

struct TabCase {
    Tab tab;
    bool overdue;
};
constexpr TabCase tabs[] = {{Tab::to_call, false}, {Tab::to_call, true}, {Tab::mine, false},
                            {Tab::planned, false}, {Tab::closed, false}, {Tab::all, false}};

TEST_F(TaskPagesTest, every_tab_has_its_tasks_in_order_whatever_the_pages_and_the_sight) {
    const Sight sights[] = {std::nullopt, stores({2}), stores({1, 3}), stores({1, 2, 3}),
                            stores({})};
    for (const auto& [tab, overdue] : tabs) {
        for (const Sight& sight : sights) {
            TaskQuestion question{
                .tab = tab, .sight = sight, .person = person_, .overdue = overdue, .now = now};
            const auto all = expected(question);
            EXPECT_EQ(all.empty(), sight && sight->empty());
            for (const std::int64_t limit : {1, 7, 200}) {
                question.limit = limit;
                EXPECT_EQ(pages(question), all)
                    << static_cast<int>(tab) << overdue << " by pages of " << limit;
            }
        }
    }
}

TEST_F(TaskPagesTest, what_is_searched_is_in_the_order_of_its_tab_be_it_little_or_much) {
    for (const int more : {0, 1700}) {
        add_tasks(more);
        for (const auto& [tab, overdue] : tabs) {
            TaskQuestion question{.tab = tab,
                                  .sight = stores({1, 2}),
                                  .person = person_,
                                  .overdue = overdue,
                                  .limit = 50,
                                  .now = now};
            const auto all = expected(question);
            for (const char* const search : {"347 1", "+39347", "CLIENTE"}) {
                question.search = search;
                EXPECT_EQ(pages(question), all) << static_cast<int>(tab) << overdue << search;
            }
            question.search = "349";
            EXPECT_EQ(pages(question), std::vector<TaskId>());
        }
    }
}

TEST_F(TaskPagesTest, counts_are_those_of_the_lists) {
    for (const Sight& sight : {Sight(), stores({2}), stores({1, 3})}) {
        const TaskCounts counted = counts(sight);
        const auto listed = [&](Tab tab, bool overdue) {
            return std::ssize(
                expected({.tab = tab, .sight = sight, .person = person_, .overdue = overdue}));
        };
        EXPECT_EQ(counted.to_call, listed(Tab::to_call, false));
        EXPECT_EQ(counted.overdue, listed(Tab::to_call, true));
        EXPECT_EQ(counted.mine, listed(Tab::mine, false));
        EXPECT_EQ(counted.planned, listed(Tab::planned, false));
    }
}

}  // namespace
}  // namespace w3::store
