#include "http/query_parameters.hpp"
#include "w3/api/callback_json.hpp"
#include "w3/api/callback_query.hpp"
#include "w3/api/callback_sight.hpp"
#include "w3/api/endpoints.hpp"
#include "w3/api/event_answer.hpp"
#include "w3/api/instant_json.hpp"
#include "w3/api/json_answer.hpp"
#include "w3/api/news.hpp"
#include "w3/api/person_json.hpp"
#include "w3/api/problems.hpp"
#include "w3/people/limits.hpp"
#include "w3/store/known_calls.hpp"
#include "w3/store/people.hpp"
#include "w3/store/task_list.hpp"

#include <charconv>
#include <utility>

namespace w3::api {
namespace {

constexpr std::int64_t retry_seconds = 30;

/// Where a page ended, as a text that is handed back: the key, and the task.
std::string text_of(const store::TaskPlace& place) {
    return std::to_string(place.key) + "." + place.id.uuid.text();
}

std::optional<store::TaskPlace> place_of(std::string_view text) {
    store::TaskPlace place;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, place.key);
    if (read.ec != std::errc() || read.ptr == end || *read.ptr != '.') return std::nullopt;
    const auto id = base::Uuid::parse({read.ptr + 1, end});
    if (!id) return std::nullopt;
    place.id = {*id};
    return place;
}

store::TaskQuestion read_question(http::QueryParameters& parameters, const Visitor& visitor,
                                  base::Instant now) {
    store::TaskQuestion question;
    question.now = now;
    question.person = visitor.person.id;
    question.sight = read_sight(parameters, visitor);
    if (const auto name = parameters.text("tab")) {
        const auto tab = store::tab_of(*name);
        if (tab) {
            question.tab = *tab;
        } else {
            parameters.reject("tab", "is none of to_call, mine, planned, closed and all");
        }
    }
    question.overdue = parameters.boolean("overdue").value_or(false);
    if (question.overdue && question.tab != store::Tab::to_call) {
        parameters.reject("overdue", "is of the tab to_call only");
    }
    question.search = parameters.text("q").value_or("");
    question.limit = read_limit(parameters);
    if (const auto text = parameters.text("after")) {
        question.after = place_of(*text);
        if (!question.after) parameters.reject("after", "is no next of an answer");
    }
    return question;
}

struct Overview {
    store::TaskCounts counts;
    std::optional<base::Instant> synced;
};

base::Result<Overview> overview_of(sql::Connection& connection, const Visitor& visitor,
                                   const store::Sight& sight, base::Instant now) {
    Overview overview;
    const auto counts =
        store::count_tasks(connection, visitor.tenant->id, sight, visitor.person.id, now);
    if (!counts) return counts.error();
    overview.counts = *counts;
    const auto sync = store::call_sync_of(connection, visitor.tenant->id);
    if (!sync) return sync.error();
    if (*sync) overview.synced = (*sync)->synced;
    return overview;
}

void write_overview(http::JsonWriter& json, const Overview& overview, base::Instant now) {
    json.key("counts");
    json.begin_object();
    json.field("to_call", overview.counts.to_call);
    json.field("mine", overview.counts.mine);
    json.field("planned", overview.counts.planned);
    json.field("overdue", overview.counts.overdue);
    json.end_object();
    json.field("counts_max", limits::callback_count_max);
    write_instant(json, "synced", overview.synced);
    json.field("now", base::to_iso8601(now));
}

}  // namespace

http::Answer list_callbacks(const Context& context, const http::Request& request,
                            const Visitor& visitor) {
    const base::Instant now = context.clock->now();
    http::QueryParameters parameters(request.query);
    const store::TaskQuestion question = read_question(parameters, visitor, now);
    if (auto errors = parameters.errors(); !errors.empty()) {
        return http::bad_parameters(std::move(errors), request.request_id);
    }
    store::TaskPage page;
    TaskWords words;
    Overview overview;
    const auto read =
        context.database->read([&](sql::Connection& connection) -> base::Result<void> {
            auto listed = store::list_tasks(connection, visitor.tenant->id, question);
            if (!listed) return listed.error();
            page = std::move(*listed);
            auto known = task_words_of(connection, visitor.tenant->id, now);
            if (!known) return known.error();
            words = std::move(*known);
            const auto counted = overview_of(connection, visitor, question.sight, now);
            if (!counted) return counted.error();
            overview = *counted;
            return {};
        });
    if (!read) return store_problem(context, request, read.error());
    http::Answer answer = json_answer(200, [&](http::JsonWriter& json) {
        json.begin_object();
        json.key("items");
        json.begin_array();
        for (const callbacks::Task& task : page.tasks)
            write_task(json, task, words);
        json.end_array();
        json.field_or_null("next", page.next ? text_of(*page.next) : std::string());
        write_overview(json, overview, now);
        json.end_object();
    });
    answer.items = static_cast<std::int64_t>(page.tasks.size());
    return answer;
}

http::Answer count_callbacks(const Context& context, const http::Request& request,
                             const Visitor& visitor) {
    const base::Instant now = context.clock->now();
    Overview overview;
    const auto read =
        context.database->read([&](sql::Connection& connection) -> base::Result<void> {
            const auto counted = overview_of(connection, visitor, sight_of(visitor.person), now);
            if (!counted) return counted.error();
            overview = *counted;
            return {};
        });
    if (!read) return store_problem(context, request, read.error());
    return json_answer(200, [&](http::JsonWriter& json) {
        json.begin_object();
        write_overview(json, overview, now);
        json.end_object();
    });
}

http::Answer listen_to_callbacks(const Context& context, const http::Request& request,
                                 const Visitor& visitor) {
    auto events = context.news->listen(visitor.tenant->id, visitor.person.id);
    if (events == nullptr) return come_again(ProblemKind::busy, retry_seconds, request);
    // The answer's head goes out with the first bytes, so that the page knows that it is heard.
    events->beat();
    return event_answer(std::move(events));
}

http::Answer list_callback_people(const Context& context, const http::Request& request,
                                  const Visitor& visitor) {
    std::vector<people::Person> people;
    const auto read =
        context.database->read([&](sql::Connection& connection) -> base::Result<void> {
            auto found = store::people_of(connection, visitor.tenant->id);
            if (!found) return found.error();
            people = std::move(*found);
            return {};
        });
    if (!read) return store_problem(context, request, read.error());
    const bool may = people::may_of(visitor.person).assign;
    const auto shares_a_store = [&](const people::Person& person) {
        if (!visitor.person.store_ids || !person.store_ids) return true;
        return std::any_of(person.store_ids->begin(), person.store_ids->end(),
                           [&](const base::StoreId& id) { return sees(visitor.person, id); });
    };
    std::erase_if(people, [&](const people::Person& person) {
        return !may || !person.active || !people::may_of(person).call_back ||
               !shares_a_store(person);
    });
    return json_answer(200, [&](http::JsonWriter& json) {
        json.begin_object();
        json.key("items");
        json.begin_array();
        for (const people::Person& person : people) {
            json.begin_object();
            json.field("person_id", person.id.uuid.text());
            json.field("name", person.name);
            json.field("role", people::to_string(person.role));
            write_store_ids(json, person);
            json.end_object();
        }
        json.end_array();
        json.end_object();
    });
}

}  // namespace w3::api
