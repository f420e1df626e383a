#include "w3/store/task_list.hpp"

#include "w3/people/limits.hpp"
#include "w3/store/parameter.hpp"
#include "w3/store/sql/statements.hpp"
#include "w3/store/tasks.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <tuple>
#include <utility>

namespace w3::store {
namespace {

using callbacks::Task;
using Tasks = std::vector<Task>;

constexpr std::array<std::string_view, 5> tab_names = {"to_call", "mine", "planned", "closed",
                                                       "all"};

bool is_newest_first(Tab tab) {
    return tab == Tab::closed || tab == Tab::all;
}

std::int64_t key_of(const Task& task, const TaskQuestion& question) {
    if (question.overdue) return task.due.us;
    switch (question.tab) {
        case Tab::mine:
            return task.due.us;
        case Tab::to_call:
        case Tab::planned:
            return task.next_attempt.value_or(task.due).us;
        case Tab::closed:
            return task.closed.value_or(task.due).us;
        case Tab::all:
            return task.last_missed.us;
    }
    throw base::Bug("every tab has its order");
}

/// What the statements say of the tabs, for those that were found another way.
bool is_on_tab(const Task& task, const TaskQuestion& question) {
    const bool is_later = task.next_attempt && *task.next_attempt > question.now;
    if (question.overdue) return is_overdue(task, question.now);
    switch (question.tab) {
        case Tab::to_call:
            return !task.closed && !is_later;
        case Tab::mine:
            return !task.closed && holder(task, question.now) == question.person;
        case Tab::planned:
            return !task.closed && is_later;
        case Tab::closed:
            return task.closed.has_value();
        case Tab::all:
            return true;
    }
    throw base::Bug("every tab has its tasks");
}

bool comes_before(const Task& left, const Task& right, const TaskQuestion& question) {
    const auto l = std::tuple(key_of(left, question), left.id);
    const auto r = std::tuple(key_of(right, question), right.id);
    return is_newest_first(question.tab) ? l > r : l < r;
}

TaskPlace first_place(Tab tab) {
    TaskPlace place;
    if (is_newest_first(tab)) {
        place.key = std::numeric_limits<std::int64_t>::max();
        place.id.uuid.bytes.fill(0xff);
    } else {
        place.key = std::numeric_limits<std::int64_t>::min();
    }
    return place;
}

/// The page of what was found, in order: one more than is shown tells that there is more.
TaskPage page_of(Tasks tasks, const TaskQuestion& question) {
    TaskPage page;
    if (static_cast<std::int64_t>(tasks.size()) > question.limit) {
        tasks.resize(static_cast<std::size_t>(question.limit));
        page.next = TaskPlace{key_of(tasks.back(), question), tasks.back().id};
    }
    page.tasks = std::move(tasks);
    return page;
}

/// What the numbers and the names that are looked for begin with.
struct Beginnings {
    std::vector<std::string> of_number;
    std::string of_name;  ///< folded; empty: none
};

std::vector<std::string> number_beginnings(std::string_view search) {
    // What has anything else is a name, whatever digits are in it.
    if (search.find_first_not_of("0123456789+ -./()") != std::string_view::npos) return {};
    std::string digits;
    for (const char c : search) {
        if (c >= '0' && c <= '9') digits += c;
    }
    if (digits.empty()) return {};
    if (search.starts_with('+')) return {"+" + digits};
    std::vector<std::string> beginnings = {"+39" + digits, "+" + digits};
    if (digits.starts_with("00")) beginnings.push_back("+" + digits.substr(2));
    return beginnings;
}

bool begins_so(const Task& task, const Beginnings& beginnings) {
    const auto begins = [&task](const std::string& beginning) {
        return task.number.starts_with(beginning);
    };
    if (std::any_of(beginnings.of_number.begin(), beginnings.of_number.end(), begins)) return true;
    return !beginnings.of_name.empty() && name_key(task.name).starts_with(beginnings.of_name);
}

/// Calls `visit` with what each beginning is bound as: from this text up to before that one.
base::Result<void> for_each_beginning(
    const Beginnings& beginnings, const sql::Statement& numbered, const sql::Statement& named,
    const std::function<base::Result<void>(const sql::Statement&, const std::string& from,
                                           const std::string& to)>& visit) {
    for (const std::string& beginning : beginnings.of_number) {
        if (auto done = visit(numbered, beginning, beginning + "\xff"); !done) return done;
    }
    if (beginnings.of_name.empty()) return {};
    return visit(named, beginnings.of_name, beginnings.of_name + "\xff");
}

/// Whether so many tasks begin so that it is quicker to go through the tab.
base::Result<bool> are_many(sql::Connection& connection, base::TenantId tenant,
                            const Beginnings& beginnings) {
    std::int64_t count = 0;
    const auto counted = for_each_beginning(
        beginnings, statements::tasks_numbered_count, statements::tasks_named_count,
        [&](const sql::Statement& statement, const std::string& from,
            const std::string& to) -> base::Result<void> {
            const auto ran =
                connection.run(statement,
                               {tenant.uuid, std::string_view(from), std::string_view(to),
                                limits::callback_search_max},
                               [&count](const sql::Row& row) { count += row.integer(0); });
            if (!ran) return ran.error();
            return {};
        });
    if (!counted) return counted.error();
    return count >= limits::callback_search_max;
}

/// A part of a tab, in its order: of all stores, and of one.
struct Source {
    const sql::Statement* all;
    const sql::Statement* in_store;  ///< null: there is none
    std::optional<base::Instant> after = {};
    std::optional<base::Instant> until = {};  ///< and that instant itself
};

/// What is to be called now is in two parts, so that nobody reads past what is planned for later.
std::vector<Source> sources_of(const TaskQuestion& question) {
    namespace st = statements;
    const base::Instant before_now{question.now.us - 1};
    if (question.overdue) {
        return {{&st::tasks_untried, &st::tasks_untried_in_store, {}, before_now}};
    }
    switch (question.tab) {
        case Tab::to_call:
            return {{&st::tasks_unplanned, &st::tasks_unplanned_in_store},
                    {&st::tasks_planned, &st::tasks_planned_in_store, {}, question.now}};
        case Tab::mine:
            return {{&st::tasks_of_owner, nullptr}};
        case Tab::planned:
            return {{&st::tasks_planned, &st::tasks_planned_in_store, question.now}};
        case Tab::closed:
            return {{&st::tasks_closed, &st::tasks_closed_in_store}};
        case Tab::all:
            return {{&st::tasks_all, &st::tasks_all_in_store}};
    }
    throw base::Bug("every tab has its statements");
}

/// Walks along a source, of all stores or of one, and reads some tasks at a time.
class Walk {
public:
    Walk(const Source& source, const sql::Statement& statement, base::TenantId tenant,
         const TaskQuestion& question, std::optional<base::StoreId> store)
        : source_(source),
          statement_(statement),
          tenant_(tenant),
          question_(question),
          store_(store),
          place_(question.after.value_or(first_place(question.tab))) {
        if (source.after) {
            TaskPlace behind{source.after->us, {}};
            behind.id.uuid.bytes.fill(0xff);
            if (behind.key >= place_.key) place_ = behind;
        }
    }

    /// Null: there is none left.
    base::Result<const Task*> next(sql::Connection& connection, std::int64_t at_a_time) {
        if (at_ == read_.size() && !is_over_) {
            if (auto done = read(connection, at_a_time); !done) return done.error();
        }
        return at_ < read_.size() ? &read_[at_] : nullptr;
    }
    Task take() { return std::move(read_[at_++]); }

private:
    base::Result<void> read(sql::Connection& connection, std::int64_t at_a_time) {
        std::vector<sql::Parameter> parameters = {tenant_.uuid, place_.key, place_.id.uuid,
                                                  at_a_time};
        if (store_) parameters.emplace_back(store_->uuid);
        if (question_.tab == Tab::mine) {
            parameters.emplace_back(question_.now.us);
            parameters.emplace_back(question_.person.uuid);
        }
        auto found = tasks_by(connection, statement_, parameters);
        if (!found) return found.error();
        is_over_ = static_cast<std::int64_t>(found->size()) < at_a_time;
        const auto is_behind = [this](const Task& task) {
            return source_.until && key_of(task, question_) > source_.until->us;
        };
        is_over_ = std::erase_if(*found, is_behind) > 0 || is_over_;
        if (!found->empty()) place_ = {key_of(found->back(), question_), found->back().id};
        read_ = std::move(*found);
        at_ = 0;
        return {};
    }

    const Source& source_;
    const sql::Statement& statement_;
    base::TenantId tenant_;
    const TaskQuestion& question_;
    std::optional<base::StoreId> store_;
    TaskPlace place_;
    Tasks read_;
    std::size_t at_ = 0;
    bool is_over_ = false;
};

std::vector<Walk> walks_of(const std::vector<Source>& sources, base::TenantId tenant,
                           const TaskQuestion& question) {
    std::vector<Walk> walks;
    for (const Source& source : sources) {
        if (!question.sight || source.in_store == nullptr) {
            walks.emplace_back(source, *source.all, tenant, question, std::nullopt);
            continue;
        }
        for (const base::StoreId& store : *question.sight)
            walks.emplace_back(source, *source.in_store, tenant, question, store);
    }
    return walks;
}

/// Takes from whichever walk is next, so that about as many are read as are shown, whatever the
/// number of stores; of a search, as many as it takes to find those.
base::Result<Tasks> tasks_listed(sql::Connection& connection, base::TenantId tenant,
                                 const TaskQuestion& question, const Beginnings& beginnings) {
    const std::vector<Source> sources = sources_of(question);
    std::vector<Walk> walks = walks_of(sources, tenant, question);
    const std::int64_t wanted = question.limit + 1;
    const auto count = std::max<std::int64_t>(1, static_cast<std::int64_t>(walks.size()));
    const std::int64_t at_a_time = (wanted + count - 1) / count;
    Tasks tasks;
    while (static_cast<std::int64_t>(tasks.size()) < wanted) {
        const Task* first = nullptr;
        Walk* nearest = nullptr;
        for (Walk& walk : walks) {
            const auto next = walk.next(connection, at_a_time);
            if (!next) return next.error();
            if (*next == nullptr) continue;
            if (first != nullptr && !comes_before(**next, *first, question)) continue;
            first = *next;
            nearest = &walk;
        }
        if (nearest == nullptr) break;
        Task task = nearest->take();
        const bool is_wanted = question.search.empty() || begins_so(task, beginnings);
        if (is_wanted && is_in_sight(task.store_id, question.sight)) {
            tasks.push_back(std::move(task));
        }
    }
    return tasks;
}

/// Those that begin so, when they are few.
base::Result<Tasks> tasks_beginning(sql::Connection& connection, base::TenantId tenant,
                                    const Beginnings& beginnings) {
    Tasks tasks;
    const auto read = for_each_beginning(
        beginnings, statements::tasks_numbered, statements::tasks_named,
        [&](const sql::Statement& statement, const std::string& from,
            const std::string& to) -> base::Result<void> {
            auto found = tasks_by(connection, statement,
                                  std::array<sql::Parameter, 3>{tenant.uuid, std::string_view(from),
                                                                std::string_view(to)});
            if (!found) return found.error();
            std::move(found->begin(), found->end(), std::back_inserter(tasks));
            return {};
        });
    if (!read) return read.error();
    return tasks;
}

base::Result<Tasks> tasks_searched(sql::Connection& connection, base::TenantId tenant,
                                   const TaskQuestion& question) {
    const Beginnings beginnings{number_beginnings(question.search), name_key(question.search)};
    const auto many = are_many(connection, tenant, beginnings);
    if (!many) return many.error();
    if (*many) return tasks_listed(connection, tenant, question, beginnings);
    auto tasks = tasks_beginning(connection, tenant, beginnings);
    if (!tasks) return tasks.error();
    std::sort(tasks->begin(), tasks->end(), [&question](const Task& left, const Task& right) {
        return comes_before(left, right, question);
    });
    const auto same = [](const Task& left, const Task& right) { return left.id == right.id; };
    tasks->erase(std::unique(tasks->begin(), tasks->end(), same), tasks->end());
    const TaskPlace after = question.after.value_or(first_place(question.tab));
    std::erase_if(*tasks, [&](const Task& task) {
        const auto place = std::tuple(key_of(task, question), task.id);
        const auto from = std::tuple(after.key, after.id);
        const bool is_behind = is_newest_first(question.tab) ? place < from : place > from;
        return !is_behind || !is_in_sight(task.store_id, question.sight) ||
               !is_on_tab(task, question);
    });
    return tasks;
}

/// A count that goes no further than the bound, of all tasks or store by store.
base::Result<std::int64_t> counted(sql::Connection& connection, base::TenantId tenant,
                                   const Sight& sight, base::Instant now, const sql::Statement& all,
                                   const sql::Statement& in_store) {
    std::int64_t left = w3::limits::callback_count_max;
    const auto take = [&left](const sql::Row& row) { left -= row.integer(0); };
    if (!sight) {
        const auto ran = connection.run(all, {tenant.uuid, now.us, left}, take);
        if (!ran) return ran.error();
    } else {
        for (const base::StoreId& store : *sight) {
            const auto ran =
                connection.run(in_store, {tenant.uuid, now.us, left, store.uuid}, take);
            if (!ran) return ran.error();
        }
    }
    return w3::limits::callback_count_max - left;
}

base::Result<std::int64_t> held_count(sql::Connection& connection, base::TenantId tenant,
                                      const Sight& sight, people::PersonId person,
                                      base::Instant now) {
    std::int64_t count = 0;
    const auto ran = connection.run(
        statements::stores_of_owned_tasks,
        {tenant.uuid, now.us, w3::limits::callback_count_max, person.uuid},
        [&](const sql::Row& row) { count += is_in_sight(maybe_store(row, 0), sight) ? 1 : 0; });
    if (!ran) return ran.error();
    return count;
}

}  // namespace

std::optional<Tab> tab_of(std::string_view name) {
    const auto found = std::find(tab_names.begin(), tab_names.end(), name);
    if (found == tab_names.end()) return std::nullopt;
    return static_cast<Tab>(found - tab_names.begin());
}

bool is_in_sight(const std::optional<base::StoreId>& store, const Sight& sight) {
    if (!sight) return true;
    return store && std::find(sight->begin(), sight->end(), *store) != sight->end();
}

base::Result<TaskPage> list_tasks(sql::Connection& connection, base::TenantId tenant,
                                  const TaskQuestion& question) {
    auto tasks = question.search.empty() ? tasks_listed(connection, tenant, question, {})
                                         : tasks_searched(connection, tenant, question);
    if (!tasks) return tasks.error();
    return page_of(std::move(*tasks), question);
}

base::Result<TaskCounts> count_tasks(sql::Connection& connection, base::TenantId tenant,
                                     const Sight& sight, people::PersonId person,
                                     base::Instant now) {
    namespace st = statements;
    TaskCounts counts;
    auto count = counted(connection, tenant, sight, now, st::tasks_to_call_count,
                         st::tasks_to_call_in_store_count);
    if (!count) return count.error();
    counts.to_call = *count;
    count = counted(connection, tenant, sight, now, st::tasks_overdue_count,
                    st::tasks_overdue_in_store_count);
    if (!count) return count.error();
    counts.overdue = *count;
    count = counted(connection, tenant, sight, now, st::tasks_planned_count,
                    st::tasks_planned_in_store_count);
    if (!count) return count.error();
    counts.planned = *count;
    count = held_count(connection, tenant, sight, person, now);
    if (!count) return count.error();
    counts.mine = *count;
    return counts;
}

base::Result<std::int64_t> count_open_tasks(sql::Connection& connection, base::TenantId tenant) {
    std::int64_t count = 0;
    const auto ran = connection.run(statements::tasks_open_count, {tenant.uuid},
                                    [&](const sql::Row& row) { count = row.integer(0); });
    if (!ran) return ran.error();
    return count;
}

}  // namespace w3::store
