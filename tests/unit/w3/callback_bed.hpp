#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "w3/callbacks/placing.hpp"
#include "w3/follow/changes.hpp"
#include "w3/people/tenants.hpp"
#include "w3/store/database.hpp"

#include <memory>
#include <string>
#include <vector>

namespace w3 {

/// A store of a test's own, and a tenant of whose calls the test has edgvoip tell. What fails is a
/// failure of the test.
class CallbackBed {
public:
    CallbackBed();
    CallbackBed(const CallbackBed&) = delete;
    CallbackBed& operator=(const CallbackBed&) = delete;
    ~CallbackBed();

    store::Database& database() { return *database_; }
    const people::Tenant& tenant() const { return tenant_; }
    /// From now on it is about another tenant, of whom nothing is known.
    void change_tenant() { tenant_.id = {base::Uuid::random()}; }

    base::FixedClock& clock() { return clock_; }
    void pass(std::int64_t seconds) {
        clock_.set({clock_.now().us + seconds * base::us_per_second});
    }

    void write(const store::Database::Work& work);
    void read(const store::Database::Work& work);

    /// Takes what edgvoip tells; whether a task has changed.
    bool take_answer(const follow::Changes& changes);
    bool take(std::vector<callbacks::Call> calls, std::vector<std::string> removed = {});

    /// Of one caller, on every list.
    std::vector<callbacks::KeptTask> tasks(std::string_view number);
    /// The only task that a caller has.
    callbacks::KeptTask only_task(std::string_view number);
    /// What its log says happened, in order.
    std::vector<std::string> log(callbacks::TaskId task);

private:
    const std::string path_;
    std::unique_ptr<store::Database> database_;
    people::Tenant tenant_{{base::Uuid::random()}, "a.test", "A", "Europe/Rome", {}};
    // A Monday at ten, in Rome.
    base::FixedClock clock_{
        base::instant_of(base::parse_iso8601("2026-11-23T10:00+01:00").value())};
};

}  // namespace w3
