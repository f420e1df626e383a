#include "w3/live/session_watch.hpp"

#include "access/es256_pair.hpp"
#include "w3/people/limits.hpp"
#include "w3/store/people.hpp"
#include "w3/store/sessions.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <unistd.h>

namespace w3::live {
namespace {

constexpr std::chrono::seconds patience(60);

class SessionWatchTest : public testing::Test {
protected:
    SessionWatchTest() {
        listening_.tenant = &tenant_;
        people::Person& person = listening_.person;
        person.id = {base::Uuid::random()};
        person.tenant_id = tenant_.id;
        person.email = "anna@a.test";
        person.role = people::Role::supervisor;
        person.store_ids = {{base::Uuid::random()}};
        listening_.session = {.digest = "d",
                              .tenant_id = tenant_.id,
                              .person_id = person.id,
                              .csrf = "c",
                              .began = clock_.now(),
                              .last_used = clock_.now()};
        write([&](auto& connection) { return store::add_person(connection, person, "h"); });
        write([&](auto& connection) { return store::add_session(connection, listening_.session); });
    }
    ~SessionWatchTest() override {
        database_.reset();
        for (const char* suffix : {"", "-wal", "-shm"})
            std::filesystem::remove(path_ + suffix);
    }
    void write(const store::Database::Work& work) {
        const auto done = database_->write(work);
        EXPECT_TRUE(done) << done.error().detail;
    }
    void change(const people::Person& person) {
        write([&](auto& connection) { return store::update_person(connection, person); });
    }
    bool may() { return may_listen(*database_, listening_, clock_.now()).value(); }

    const std::string path_ =
        std::filesystem::temp_directory_path() / ("edg_watch_" + std::to_string(::getpid()));
    std::unique_ptr<store::Database> database_ = store::Database::open("sqlite:" + path_).value();
    const people::Tenant tenant_{{base::Uuid::random()}, "a.test", "A", "Europe/Rome", {}};
    base::FixedClock clock_{base::Instant{1'790'000'000 * base::us_per_second}};
    const std::unique_ptr<base::Observer> observer_ = base::make_silent_observer();
    Listening listening_;
};

TEST_F(SessionWatchTest, a_session_lets_its_person_listen_until_it_ends) {
    EXPECT_TRUE(may());
    write([](auto& connection) { return store::end_session(connection, "d"); });
    EXPECT_FALSE(may());
}

TEST_F(SessionWatchTest, a_session_that_is_over_lets_nobody_listen) {
    clock_.set({clock_.now().us + limits::session_idle_seconds_max * base::us_per_second});
    EXPECT_FALSE(may());
}

TEST_F(SessionWatchTest, who_is_put_out_or_sees_something_else_may_not) {
    people::Person changed = listening_.person;
    changed.name = "Anna Maria";
    change(changed);
    EXPECT_TRUE(may()) << "a name changes nothing";
    changed.store_ids = std::nullopt;
    change(changed);
    EXPECT_FALSE(may());
    changed.store_ids = listening_.person.store_ids;
    change(changed);
    EXPECT_TRUE(may());
    changed.active = false;
    change(changed);
    EXPECT_FALSE(may());
}

TEST_F(SessionWatchTest, nobody_who_is_not_there_may_listen) {
    listening_.person.id = {base::Uuid::random()};
    EXPECT_FALSE(may());
}

TEST_F(SessionWatchTest, ends_the_streams_of_those_who_may_not) {
    const auth::Es256Pair pair = auth::es256_pair(auth::new_es256_pem()).value();
    reader::Reader reader({.address = "127.0.0.1:1", .issuer = "w3suite", .audience = "edgvoip"},
                          pair.key, clock_);
    Relay relay({.reader = reader, .clock = clock_, .observer = *observer_});
    const auto events = relay.listen(listening_, "");
    Listening other = listening_;
    other.session.digest = "other";
    const auto others = relay.listen(other, "");
    SessionWatch watch({.database = *database_,
                        .clock = clock_,
                        .observer = *observer_,
                        .pause = std::chrono::milliseconds(5)},
                       relay);
    const auto await_end = [](const http::EventStream& stream) {
        const auto end_of_patience = std::chrono::steady_clock::now() + patience;
        while (!stream.is_over() && std::chrono::steady_clock::now() < end_of_patience)
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        return stream.is_over();
    };
    EXPECT_TRUE(await_end(*others));
    EXPECT_FALSE(events->is_over());
    write([](auto& connection) { return store::end_session(connection, "d"); });
    EXPECT_TRUE(await_end(*events));
    watch.stop();
    watch.stop();
}

}  // namespace
}  // namespace w3::live
