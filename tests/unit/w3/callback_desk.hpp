#pragma once

#include "callback_bed.hpp"
#include "w3/api/door.hpp"
#include "w3/api/news.hpp"
#include "w3/callbacks/task.hpp"

#include <string>

namespace w3 {

/// Somebody who works on the callbacks of a bed, through the endpoints of the pages.
class CallbackDesk {
public:
    explicit CallbackDesk(CallbackBed& bed);

    people::Person& person() { return person_; }

    /// Does to a task as it is said to be what the endpoint does; gives the answer's status.
    /// `members` are more of the body, each with a comma in front.
    int move(api::VisitorEndpoint* endpoint, const callbacks::Task& task,
             const std::string& members = "");
    int claim(const callbacks::Task& task);
    int close(const callbacks::Task& task, const std::string& outcome = "no_answer");
    int undo(const callbacks::Task& task);
    int reopen(const callbacks::Task& task);
    /// Makes a task of a missed call.
    int create(const std::string& call_id);

private:
    int answer(api::VisitorEndpoint* endpoint, const std::string& task_id, std::string body);

    CallbackBed& bed_;
    std::unique_ptr<base::Observer> observer_ = base::make_silent_observer();
    api::News news_;
    people::Person person_;
};

}  // namespace w3
