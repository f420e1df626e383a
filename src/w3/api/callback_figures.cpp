#include "http/query_parameters.hpp"
#include "w3/api/callback_json.hpp"
#include "w3/api/callback_query.hpp"
#include "w3/api/endpoints.hpp"
#include "w3/api/json_answer.hpp"
#include "w3/api/problems.hpp"
#include "w3/callbacks/figures.hpp"
#include "w3/store/worked_tasks.hpp"

#include <map>
#include <utility>

namespace w3::api {
namespace {

using callbacks::Figures;
using store::WorkedBy;

enum class By { total, store, person };

struct Question {
    Period period;
    store::Sight sight;
    By by = By::total;
};

/// What figures are gathered under: a store, a person, or all zero.
using Key = std::optional<base::Uuid>;

Key key_of(const WorkedBy& task, By by) {
    switch (by) {
        case By::total:
            return base::Uuid();
        case By::store:
            return task.store ? Key(task.store->uuid) : Key();
        case By::person:
            return task.person ? Key(task.person->uuid) : Key();
    }
    throw base::Bug("every group has its key");
}

Question read_question(http::QueryParameters& parameters, const Visitor& visitor,
                       base::Instant now) {
    Question question;
    question.period = read_period(parameters, visitor, now);
    question.sight = read_sight(parameters, visitor);
    const std::string by = parameters.text("by").value_or("total");
    if (by == "store") {
        question.by = By::store;
    } else if (by == "person") {
        question.by = By::person;
    } else if (by != "total") {
        parameters.reject("by", "is none of total, store and person");
    }
    return question;
}

base::Result<std::map<Key, Figures>> figures_of(sql::Connection& connection, const Visitor& visitor,
                                                const Question& question, base::Instant now) {
    std::map<Key, Figures> groups;
    if (question.by == By::total) groups[base::Uuid()];
    const auto is_seen = [&](const WorkedBy& task) {
        return store::is_in_sight(task.store, question.sight);
    };
    const auto begun = store::each_task_begun(
        connection, visitor.tenant->id, question.period.from, question.period.to,
        [&](const WorkedBy& task, const callbacks::Worked& worked) {
            if (is_seen(task)) callbacks::count(groups[key_of(task, question.by)], worked, now);
        });
    if (!begun) return begun.error();
    const auto open = store::each_open_task(
        connection, visitor.tenant->id, now, [&](const WorkedBy& task, bool is_overdue) {
            if (!is_seen(task)) return;
            Figures& figures = groups[key_of(task, question.by)];
            ++figures.open_now;
            if (is_overdue) ++figures.overdue_now;
        });
    if (!open) return open.error();
    return groups;
}

/// With four digits, rounded half up; null: there is nothing to divide by.
void write_rate(http::JsonWriter& json, std::string_view name, std::int64_t part,
                std::int64_t whole) {
    constexpr std::int64_t unit = 10'000;
    constexpr int digits = 4;
    json.key(name);
    if (whole == 0) return json.null();
    json.fixed((2 * part * unit + whole) / (2 * whole), digits);
}

void write_percentile(http::JsonWriter& json, std::string_view name, const Figures& figures,
                      int percent) {
    const auto value = callbacks::percentile(figures.first_attempt_sec, percent);
    if (value) return json.field(name, *value);
    json.key(name);
    json.null();
}

void write_figures(http::JsonWriter& json, const Figures& figures) {
    json.field("made", figures.made);
    json.field("closed", figures.closed);
    json.field("called_back", figures.called_back);
    write_rate(json, "called_back_rate", figures.called_back, figures.made);
    json.field("within_sla", figures.within_sla);
    json.field("sla_known", figures.sla_known);
    write_rate(json, "within_sla_rate", figures.within_sla, figures.sla_known);
    write_percentile(json, "first_attempt_median_sec", figures, 50);
    write_percentile(json, "first_attempt_p90_sec", figures, 90);
    json.field("open_now", figures.open_now);
    json.field("overdue_now", figures.overdue_now);
}

void write_key(http::JsonWriter& json, const Key& key, By by, const TaskWords& words) {
    if (by == By::store) json.field_or_null("store_id", key ? key->text() : std::string());
    if (by == By::person) {
        write_person(json, "person", key ? std::optional(people::PersonId{*key}) : std::nullopt,
                     words);
    }
}

}  // namespace

http::Answer show_callback_figures(const Context& context, const http::Request& request,
                                   const Visitor& visitor) {
    const base::Instant now = context.clock->now();
    http::QueryParameters parameters(request.query);
    const Question question = read_question(parameters, visitor, now);
    if (auto errors = parameters.errors(); !errors.empty()) {
        return http::bad_parameters(std::move(errors), request.request_id);
    }
    std::map<Key, Figures> groups;
    TaskWords words;
    const auto read =
        context.database->read([&](sql::Connection& connection) -> base::Result<void> {
            auto said = task_words_of(connection, visitor.tenant->id, now);
            if (!said) return said.error();
            words = std::move(*said);
            auto counted = figures_of(connection, visitor, question, now);
            if (!counted) return counted.error();
            groups = std::move(*counted);
            return {};
        });
    if (!read) return store_problem(context, request, read.error());
    const bool may_see_people =
        words.rules.settings.has_figures_of_people && people::may_of(visitor.person).assign;
    if (question.by == By::person && !may_see_people) {
        return problem(ProblemKind::callback_people_off, request);
    }
    return json_answer(200, [&](http::JsonWriter& json) {
        json.begin_object();
        json.key("items");
        json.begin_array();
        for (const auto& [key, figures] : groups) {
            json.begin_object();
            write_key(json, key, question.by, words);
            write_figures(json, figures);
            json.end_object();
        }
        json.end_array();
        json.end_object();
    });
}

}  // namespace w3::api
