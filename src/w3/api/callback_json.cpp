#include "w3/api/callback_json.hpp"

#include "w3/api/instant_json.hpp"
#include "w3/store/callback_rules.hpp"
#include "w3/store/people.hpp"

#include <utility>

namespace w3::api {
namespace {

using callbacks::Task;

std::string_view state_of(const Task& task, base::Instant now) {
    if (task.closed) return "closed";
    if (task.next_attempt && *task.next_attempt > now) return "planned";
    return callbacks::holder(task, now) ? "claimed" : "open";
}

std::string id_text(const std::optional<callbacks::TaskId>& id) {
    return id ? id->uuid.text() : std::string();
}

}  // namespace

base::Result<TaskWords> task_words_of(sql::Connection& connection, base::TenantId tenant,
                                      base::Instant now) {
    TaskWords words;
    words.now = now;
    const auto people = store::people_of(connection, tenant);
    if (!people) return people.error();
    for (const people::Person& person : *people)
        words.names.emplace(person.id, person.name);
    auto rules = store::callback_rules_of(connection, tenant);
    if (!rules) return rules.error();
    words.rules = std::move(*rules);
    return words;
}

void write_person(http::JsonWriter& json, std::string_view field,
                  const std::optional<people::PersonId>& person, const TaskWords& words,
                  std::string_view name) {
    json.key(field);
    if (!person) return json.null();
    const auto known = words.names.find(*person);
    json.begin_object();
    json.field("person_id", person->uuid.text());
    json.field("name", known == words.names.end() ? name : std::string_view(known->second));
    json.end_object();
}

void write_task_members(http::JsonWriter& json, const Task& task, const TaskWords& words) {
    json.field("task_id", task.id.uuid.text());
    json.field("number", task.number);
    json.field_or_null("name", task.name);
    json.field_or_null("store_id", task.store_id ? task.store_id->uuid.text() : std::string());
    json.field_or_null("did", task.did);
    json.field_or_null("missed_reason", task.missed_reason);
    json.field("misses", task.misses);
    json.field("first_missed", base::to_iso8601(task.begun));
    json.field("last_missed", base::to_iso8601(task.last_missed));
    json.field("due", base::to_iso8601(task.due));
    json.field("is_due_chosen", task.is_due_chosen);
    json.field("is_overdue", callbacks::is_overdue(task, words.now));
    json.field("state", state_of(task, words.now));
    json.field("attempts", task.attempts);
    json.field("attempts_max", words.rules.settings.attempts_max);
    write_instant(json, "first_attempt", task.first_attempt);
    write_instant(json, "last_attempt", task.last_attempt);
    write_instant(json, "next_attempt", task.next_attempt);
    write_person(json, "owner", callbacks::holder(task, words.now), words);
    write_instant(json, "lease_until", task.lease_until);
    json.field("opened", base::to_iso8601(task.opened));
    write_person(json, "opened_by", task.opened_by, words);
    json.field_or_null("reopens", id_text(task.reopens));
    write_instant(json, "closed", task.closed);
    write_person(json, "closed_by", task.closed_by, words);
    json.field_or_null("outcome", task.outcome ? to_string(*task.outcome) : std::string_view());
    json.field_or_null("closing_call_id", task.closing_call_id);
    json.field("can_undo", callbacks::can_be_undone(task, words.now));
    json.field("version", task.version);
}

void write_task(http::JsonWriter& json, const Task& task, const TaskWords& words) {
    json.begin_object();
    write_task_members(json, task, words);
    json.end_object();
}

}  // namespace w3::api
