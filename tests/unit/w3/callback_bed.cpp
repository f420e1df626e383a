#include "callback_bed.hpp"

#include "w3/follow/take_changes.hpp"
#include "w3/store/task_log.hpp"
#include "w3/store/tasks.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <utility>

namespace w3 {

CallbackBed::CallbackBed()
    : path_((std::filesystem::temp_directory_path() / (base::Uuid::random().text() + ".db"))
                .string()),
      database_(store::Database::open("sqlite:" + path_).value()) {}

CallbackBed::~CallbackBed() {
    database_.reset();
    for (const char* const ending : {"", "-wal", "-shm"})
        std::filesystem::remove(path_ + ending);
}

void CallbackBed::write(const store::Database::Work& work) {
    const auto done = database_->write(work);
    EXPECT_TRUE(done) << done.error().detail;
}

void CallbackBed::read(const store::Database::Work& work) {
    const auto done = database_->read(work);
    EXPECT_TRUE(done) << done.error().detail;
}

bool CallbackBed::take_answer(const follow::Changes& changes) {
    const auto sync = follow::sync_of(*database_, tenant_, clock_);
    const auto taken = follow::take_changes(*database_, tenant_, clock_, sync.value(), changes);
    EXPECT_TRUE(taken) << taken.error().detail;
    return taken && taken->has_changed;
}

bool CallbackBed::take(std::vector<callbacks::Call> calls, std::vector<std::string> removed) {
    return take_answer({.calls = std::move(calls),
                        .removed = std::move(removed),
                        .next_token = "next",
                        .more = false});
}

std::vector<callbacks::KeptTask> CallbackBed::tasks(std::string_view number) {
    std::vector<callbacks::KeptTask> tasks;
    read([&](sql::Connection& connection) -> base::Result<void> {
        tasks = store::tasks_of(connection, tenant_.id, number).value();
        return {};
    });
    return tasks;
}

callbacks::KeptTask CallbackBed::only_task(std::string_view number) {
    const auto all = tasks(number);
    EXPECT_EQ(all.size(), 1u);
    return all.at(0);
}

std::vector<std::string> CallbackBed::log(callbacks::TaskId task) {
    std::vector<std::string> what;
    read([&](sql::Connection& connection) -> base::Result<void> {
        const auto events = store::task_events(connection, tenant_.id, task);
        for (const store::TaskEvent& event : events.value())
            what.push_back(event.what);
        return {};
    });
    return what;
}

}  // namespace w3
