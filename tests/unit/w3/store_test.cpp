#include "base/clock.hpp"
#include "w3/people/limits.hpp"
#include "w3/store/attempts.hpp"
#include "w3/store/audit.hpp"
#include "w3/store/database.hpp"
#include "w3/store/people.hpp"
#include "w3/store/sessions.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace w3::store {
namespace {

constexpr base::Instant start{1'790'000'000 * base::us_per_second};

base::Instant after(std::int64_t seconds) {
    return {start.us + seconds * base::us_per_second};
}

class StoreTest : public testing::Test {
protected:
    StoreTest() { open(); }
    ~StoreTest() override {
        database_.reset();
        for (const char* const ending : {"", "-wal", "-shm"})
            std::filesystem::remove(path_ + ending);
    }

    void open() {
        database_.reset();
        auto opened = Database::open("sqlite:" + path_);
        ASSERT_TRUE(opened) << opened.error().detail;
        database_ = std::move(*opened);
    }
    /// Writes, and expects that it can be done.
    void write(const Database::Work& work) {
        const auto done = database_->write(work);
        EXPECT_TRUE(done) << done.error().detail;
    }
    Admission attempt(const AttemptKeys& keys, base::Instant now) {
        Admission admission;
        write([&](sql::Connection& connection) -> base::Result<void> {
            const auto begun = begin_attempt(connection, keys, now);
            if (!begun) return begun.error();
            admission = *begun;
            return {};
        });
        return admission;
    }

    std::string path_ =
        (std::filesystem::temp_directory_path() / (base::Uuid::random().text() + ".db")).string();
    std::unique_ptr<Database> database_;
    base::TenantId tenant_{base::Uuid::random()};
};

TEST_F(StoreTest, a_failed_work_leaves_nothing) {
    people::Person person;
    person.id = {base::Uuid::random()};
    person.tenant_id = tenant_;
    person.email = "anna@test.it";
    const auto failed = database_->write([&](sql::Connection& connection) -> base::Result<void> {
        if (auto done = add_person(connection, person, "hash"); !done) return done;
        return base::invalid("no");
    });
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().detail, "no");
    EXPECT_THROW(static_cast<void>(database_->write([](sql::Connection&) -> base::Result<void> {
                     throw std::runtime_error("no");
                 })),
                 std::runtime_error);
    write([&](sql::Connection& connection) -> base::Result<void> {
        const auto people = people_of(connection, tenant_);
        EXPECT_TRUE(people && people->empty());
        return {};
    });
}

TEST_F(StoreTest, a_person_is_read_as_it_was_written_and_an_address_is_one_persons) {
    people::Person person;
    person.id = {base::Uuid::random()};
    person.tenant_id = tenant_;
    person.email = "Anna@Test.it";
    person.name = "Anna";
    person.role = people::Role::supervisor;
    person.ext = "1001";
    person.store_ids = {{base::Uuid::random()}, {base::Uuid::random()}};
    write([&](sql::Connection& connection) { return add_person(connection, person, "hash"); });
    open();
    write([&](sql::Connection& connection) -> base::Result<void> {
        const auto found = find_person_by_email(connection, tenant_, "anna@TEST.it");
        EXPECT_TRUE(found && *found);
        EXPECT_EQ((*found)->email, "Anna@Test.it");
        EXPECT_EQ((*found)->role, people::Role::supervisor);
        EXPECT_EQ((*found)->store_ids, person.store_ids);
        EXPECT_FALSE((*found)->last_login);
        EXPECT_EQ(password_hash_of(connection, **found).value(), "hash");
        const auto other = find_person(connection, {base::Uuid::random()}, person.id);
        EXPECT_TRUE(other && !*other);
        return {};
    });
    person.id = {base::Uuid::random()};
    person.email = "ANNA@test.it";
    const auto twice = database_->write(
        [&](sql::Connection& connection) { return add_person(connection, person, "hash"); });
    ASSERT_FALSE(twice);
    EXPECT_EQ(twice.error().fault, base::Fault::conflict);
}

TEST_F(StoreTest, lock_out_is_kept_over_a_restart) {
    const AttemptKeys keys{"account", "client"};
    for (std::int64_t i = 1; i <= limits::account_attempts_free; ++i) {
        const Admission admission = attempt(keys, start);
        EXPECT_EQ(admission.wait_seconds, 0);
        EXPECT_EQ(admission.locks_account, i == limits::account_attempts_free);
    }
    open();
    EXPECT_EQ(attempt({"account", "another client"}, start).wait_seconds, 30);
    EXPECT_EQ(attempt({"account", "another client"}, after(29)).wait_seconds, 1);
    EXPECT_EQ(attempt({"another account", "client"}, start).wait_seconds, 0);
    EXPECT_EQ(attempt(keys, after(30)).wait_seconds, 0);
    EXPECT_EQ(attempt(keys, after(30)).wait_seconds, 60);
}

TEST_F(StoreTest, success_forgets_an_accounts_failures_and_one_of_the_client) {
    const AttemptKeys keys{"account", "client"};
    for (int i = 0; i < 4; ++i)
        attempt(keys, start);
    write([&](sql::Connection& connection) { return attempt_succeeded(connection, keys); });
    write([&](sql::Connection& connection) -> base::Result<void> {
        EXPECT_EQ(attempts_of(connection, "account")->failed, 0);
        EXPECT_EQ(attempts_of(connection, "client")->failed, 3);
        return {};
    });
}

TEST_F(StoreTest, old_attempts_are_forgotten_when_new_ones_come) {
    attempt({"old account", "old client"}, start);
    attempt({"account", "client"}, after(limits::attempts_memory_seconds + 1));
    write([&](sql::Connection& connection) -> base::Result<void> {
        EXPECT_EQ(attempts_of(connection, "old account").value(), people::Attempts());
        EXPECT_EQ(attempts_of(connection, "account")->failed, 1);
        return {};
    });
}

TEST_F(StoreTest, sessions_end_alone_together_and_when_there_are_too_many) {
    const people::PersonId person{base::Uuid::random()};
    const auto session = [&](const std::string& digest, std::int64_t began) {
        return people::Session{digest, tenant_, person, "csrf", after(began), after(began)};
    };
    const auto is_there = [&](const std::string& digest) {
        bool there = false;
        const auto read = database_->read([&](sql::Connection& connection) -> base::Result<void> {
            const auto found = find_session(connection, digest);
            there = found && found->has_value();
            return {};
        });
        return read && there;
    };
    for (std::int64_t i = 0; i <= limits::sessions_per_person_max; ++i) {
        write([&](sql::Connection& connection) {
            return add_session(connection, session("s" + std::to_string(i), i));
        });
    }
    EXPECT_FALSE(is_there("s0"));
    EXPECT_TRUE(is_there("s1"));
    write([&](sql::Connection& connection) { return end_session(connection, "s1"); });
    EXPECT_FALSE(is_there("s1"));
    write([&](sql::Connection& connection) {
        return end_sessions(connection, tenant_, person, "s5");
    });
    EXPECT_TRUE(is_there("s5"));
    EXPECT_FALSE(is_there("s6"));
    write([&](sql::Connection& connection) {
        return add_session(connection, session("later", limits::session_idle_seconds_max + 100));
    });
    EXPECT_FALSE(is_there("s5"));
}

TEST_F(StoreTest, the_audit_refuses_to_change) {
    AuditRow row;
    row.what = "login";
    write([&](sql::Connection& connection) { return append_audit(connection, tenant_, row); });
    for (const sql::Statement& statement :
         {sql::Statement{"audit_change", "UPDATE audit SET what = 'x'"},
          sql::Statement{"audit_remove", "DELETE FROM audit"}}) {
        const auto changed =
            database_->write([&](sql::Connection& connection) -> base::Result<void> {
                const auto ran = connection.run(statement, {});
                if (!ran) return ran.error();
                return {};
            });
        EXPECT_FALSE(changed) << statement.name;
    }
}

TEST_F(StoreTest, another_kind_of_url_is_refused) {
    for (const char* const url : {"", "sqlite:", "postgres://x", "w3.db"}) {
        const auto opened = Database::open(url);
        ASSERT_FALSE(opened) << url;
        EXPECT_EQ(opened.error().fault, base::Fault::invalid);
    }
}

}  // namespace
}  // namespace w3::store
