// What W3's list of callbacks asks its store, with few open tasks and with a hundred times as many.
// Two stores are made in a folder that goes with the program; every question is asked of both in
// turns, so that a machine that gets slower half-way makes both slower.
//
// usage: bench_callbacks FEW MANY ROUNDS
//   FEW, MANY  tasks; each store of the chain has one of forty
//   ROUNDS     how often each question is asked of both

#include "w3/store/database.hpp"
#include "w3/store/task_list.hpp"
#include "w3/store/task_log.hpp"
#include "w3/store/tasks.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace store = w3::store;
using w3::callbacks::Task;

constexpr base::Instant now{1'795'953'600'000'000};  // 2026-11-29T12:00:00Z
constexpr std::int64_t us_per_minute = 60 * base::us_per_second;
constexpr std::int64_t stores = 40;
constexpr std::int64_t tasks_of_person = 30;
constexpr std::int64_t page = 20;  // no store of the few has less: both answers are as long

base::Uuid numbered_id(std::uint8_t kind, std::int64_t number) {
    base::Uuid id;
    id.bytes[0] = kind;
    for (std::size_t i = 0; i < 8; ++i)
        id.bytes[8 + i] = static_cast<std::uint8_t>(number >> (8 * (7 - i)));
    return id;
}

const base::TenantId tenant{numbered_id(1, 0)};
const w3::people::PersonId person{numbered_id(2, 0)};

base::StoreId store_id(std::int64_t number) {
    return {numbered_id(3, number)};
}

std::string with_digits(std::int64_t number, std::size_t count) {
    std::string digits = std::to_string(number);
    return std::string(count - digits.size(), '0') + digits;
}

/// Makes open tasks: half of them overdue, a fifth planned for later, a tenth planned for what is
/// past by now; a tenth claimed by somebody.
class TaskMaker {
public:
    explicit TaskMaker(std::int64_t count) : of_person_each_(count / tasks_of_person) {}

    Task make(std::int64_t number) {
        Task task;
        task.id = {numbered_id(4, static_cast<std::int64_t>(random_() >> 1))};
        task.number = "+39347" + with_digits(number, 7);
        task.store_id = store_id(between(0, stores - 1));
        task.scope = task.store_id->uuid;
        task.name = "Cliente " + with_digits(number, 7);
        task.did = "+390612345678";
        task.missed_reason = "no_answer";
        task.misses = 1;
        task.begun = {now.us - between(0, 2 * 24 * 60) * us_per_minute};
        task.last_missed = task.begun;
        task.first_call_id = task.id.uuid.text();
        task.opened = task.begun;
        task.due = {task.begun.us + 30 * us_per_minute};
        work_on(task, between(0, 19));
        if (number % of_person_each_ == 0) task.owner = person;
        return task;
    }

private:
    std::int64_t between(std::int64_t least, std::int64_t most) {
        return least +
               static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(most - least + 1));
    }

    void work_on(Task& task, std::int64_t way) {
        if (way <= 1) task.owner = {numbered_id(2, between(1, 50))};
        if (way < 10) return;
        task.attempts = 1;
        task.first_attempt = {task.begun.us + us_per_minute};
        task.last_attempt = task.first_attempt;
        // The planned ones have waited longest: whoever looks for the others meets them first.
        if (way >= 14) task.due.us -= 2 * base::us_per_day;
        if (way >= 16) task.next_attempt = {now.us + between(1, 120) * us_per_minute};
        if (way == 14 || way == 15) {
            task.next_attempt = {now.us - between(0, 120) * us_per_minute};
        }
    }

    std::int64_t of_person_each_;
    std::mt19937_64 random_{42};
};

base::Result<std::unique_ptr<store::Database>> made(const std::filesystem::path& file,
                                                    std::int64_t count) {
    auto database = store::Database::open("sqlite:" + file.string());
    if (!database) return database.error();
    TaskMaker maker(count);
    const auto written = (*database)->write([&](sql::Connection& connection) {
        base::Result<void> done;
        for (std::int64_t number = 0; done && number < count; ++number) {
            const Task task = maker.make(number);
            done = store::add_task(connection, tenant, task);
            if (!done) break;
            done = store::keep_task_calls(connection, tenant, task.id,
                                          {{task.first_call_id, store::CallPart::miss}});
            if (!done) break;
            done = store::append_task_event(connection, tenant, task.id,
                                            {.at = task.begun, .what = "made"});
        }
        return done;
    });
    if (!written) return written.error();
    return std::move(*database);
}

/// Gives how many tasks the answer has, or counts.
using Ask = std::function<base::Result<std::int64_t>(sql::Connection&)>;

struct Question {
    const char* name;
    Ask ask;
};

Question listed(const char* name, store::TaskQuestion question) {
    question.person = person;
    question.limit = page;
    question.now = now;
    return {name, [question](sql::Connection& connection) -> base::Result<std::int64_t> {
                const auto found = store::list_tasks(connection, tenant, question);
                if (!found) return found.error();
                return static_cast<std::int64_t>(found->tasks.size());
            }};
}

Question counted(const char* name, const store::Sight& sight) {
    return {name, [sight](sql::Connection& connection) -> base::Result<std::int64_t> {
                const auto counts = store::count_tasks(connection, tenant, sight, person, now);
                if (!counts) return counts.error();
                return counts->to_call + counts->mine + counts->planned + counts->overdue;
            }};
}

/// What every changed call asks.
Question of_caller(const char* name, const std::string& number) {
    return {name, [number](sql::Connection& connection) -> base::Result<std::int64_t> {
                const auto tasks = store::tasks_of(connection, tenant, number);
                if (!tasks) return tasks.error();
                const auto told = store::told_attempts_of(connection, tenant, number);
                if (!told) return told.error();
                return static_cast<std::int64_t>(tasks->size() + told->size());
            }};
}

std::vector<Question> questions() {
    using store::Tab;
    const store::Sight one = {{store_id(7)}};
    const store::Sight five = {
        {store_id(3), store_id(11), store_id(19), store_id(27), store_id(35)}};
    return {
        listed("to call", {.tab = Tab::to_call}),
        listed("to call, one store of 40", {.tab = Tab::to_call, .sight = one}),
        listed("to call, five stores", {.tab = Tab::to_call, .sight = five}),
        listed("overdue", {.overdue = true}),
        listed("overdue, five stores", {.sight = five, .overdue = true}),
        listed("number", {.search = "34700001"}),
        listed("number, three digits that all have", {.search = "347"}),
        listed("name", {.search = "cliente 00001"}),
        listed("name, one word that all have", {.search = "cliente"}),
        listed("mine", {.tab = Tab::mine}),
        listed("planned", {.tab = Tab::planned}),
        listed("planned, five stores", {.tab = Tab::planned, .sight = five}),
        counted("counts", std::nullopt),
        counted("counts, five stores", five),
        of_caller("one caller's tasks", "+393470000500"),
    };
}

struct Timed {
    double us = 0;
    std::int64_t answer = 0;
};

base::Result<Timed> timed(store::Database& database, const Ask& ask) {
    Timed timed;
    const auto begun = std::chrono::steady_clock::now();
    const auto done = database.read([&](sql::Connection& connection) -> base::Result<void> {
        const auto answer = ask(connection);
        if (!answer) return answer.error();
        timed.answer = *answer;
        return {};
    });
    const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - begun;
    if (!done) return done.error();
    timed.us = took.count();
    return timed;
}

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

base::Result<void> compare(store::Database& few, store::Database& many, const Question& question,
                           std::int64_t rounds) {
    std::vector<double> few_us, many_us, ratios;
    Timed in_few, in_many;
    // One pair before the first counts for nothing and warms both up.
    for (std::int64_t round = 0; round <= rounds; ++round) {
        const auto first = timed(few, question.ask);
        if (!first) return first.error();
        const auto second = timed(many, question.ask);
        if (!second) return second.error();
        in_few = *first;
        in_many = *second;
        if (round == 0) continue;
        few_us.push_back(first->us);
        many_us.push_back(second->us);
        ratios.push_back(second->us / first->us);
    }
    std::printf("| %s | %lld | %lld | %.0f | %.0f | %.2f |\n", question.name,
                static_cast<long long>(in_few.answer), static_cast<long long>(in_many.answer),
                median(std::move(few_us)), median(std::move(many_us)), median(std::move(ratios)));
    return {};
}

/// A folder that goes with the program.
class Scratch {
public:
    Scratch() : folder_(std::filesystem::temp_directory_path() / "bench-callbacks-XXXXXX") {
        std::string pattern = folder_.string();
        base::check(mkdtemp(pattern.data()) != nullptr, "a folder can be made");
        folder_ = pattern;
    }
    ~Scratch() { std::filesystem::remove_all(folder_); }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;

    std::filesystem::path operator/(const char* name) const { return folder_ / name; }

private:
    std::filesystem::path folder_;
};

base::Result<void> run(std::int64_t few_count, std::int64_t many_count, std::int64_t rounds) {
    const Scratch scratch;
    const auto few = made(scratch / "few.db", few_count);
    if (!few) return few.error();
    const auto many = made(scratch / "many.db", many_count);
    if (!many) return many.error();
    std::printf("| question | answer of %lld | of %lld | µs of %lld | of %lld | ratio |\n",
                static_cast<long long>(few_count), static_cast<long long>(many_count),
                static_cast<long long>(few_count), static_cast<long long>(many_count));
    std::printf("|---|---|---|---|---|---|\n");
    for (const Question& question : questions()) {
        if (const auto done = compare(**few, **many, question, rounds); !done) return done.error();
    }
    return {};
}

std::int64_t number_argument(const char* text) {
    return std::strtoll(text, nullptr, 10);
}

}  // namespace

int main(int argc, char** argv) {
    const std::int64_t few = argc == 4 ? number_argument(argv[1]) : 0;
    const std::int64_t many = argc == 4 ? number_argument(argv[2]) : 0;
    const std::int64_t rounds = argc == 4 ? number_argument(argv[3]) : 0;
    if (few < tasks_of_person || many < few || rounds < 1) {
        std::fprintf(stderr, "usage: bench_callbacks FEW MANY ROUNDS\n");
        return 2;
    }
    const auto done = run(few, many, rounds);
    if (done) return 0;
    std::fprintf(stderr, "bench_callbacks: %s\n", done.error().detail.c_str());
    return 1;
}
