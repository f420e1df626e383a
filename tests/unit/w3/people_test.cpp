#include "w3/people/limits.hpp"
#include "w3/people/person.hpp"
#include "w3/people/random_text.hpp"
#include "w3/people/scope.hpp"
#include "w3/people/session.hpp"
#include "w3/people/tenants.hpp"

#include <gtest/gtest.h>

namespace w3::people {
namespace {

using Stores = std::vector<base::StoreId>;
using Exts = std::vector<std::string>;

Person person_with(Role role) {
    Person person;
    person.role = role;
    person.ext = "1001";
    person.store_ids = Stores{{base::Uuid{{1}}}, {base::Uuid{{2}}}};
    return person;
}

TEST(Scope, an_agent_sees_the_own_extension) {
    Person agent = person_with(Role::agent);
    EXPECT_EQ(scope_of(agent), (Scope{.store_ids = std::nullopt, .exts = Exts{"1001"}}));
    agent.ext.clear();
    EXPECT_EQ(scope_of(agent), (Scope{.store_ids = std::nullopt, .exts = Exts()}));
}

TEST(Scope, a_manager_and_a_supervisor_see_their_stores_and_never_all) {
    for (const Role role : {Role::store_manager, Role::supervisor}) {
        Person person = person_with(role);
        EXPECT_EQ(scope_of(person), (Scope{.store_ids = person.store_ids, .exts = std::nullopt}));
        person.store_ids = std::nullopt;
        EXPECT_EQ(scope_of(person), (Scope{.store_ids = Stores(), .exts = std::nullopt}));
    }
}

TEST(Scope, an_admin_sees_everything) {
    EXPECT_EQ(scope_of(person_with(Role::admin)), Scope());
}

TEST(Scope, who_is_not_active_sees_nothing) {
    for (const Role role : {Role::agent, Role::store_manager, Role::supervisor, Role::admin}) {
        Person person = person_with(role);
        person.active = false;
        EXPECT_EQ(scope_of(person), (Scope{.store_ids = Stores(), .exts = Exts()}));
    }
}

TEST(May, only_admins_administer_and_agents_see_no_stores) {
    EXPECT_TRUE(may_of(person_with(Role::admin)).administer);
    EXPECT_FALSE(may_of(person_with(Role::supervisor)).administer);
    EXPECT_TRUE(may_of(person_with(Role::store_manager)).see_stores);
    EXPECT_FALSE(may_of(person_with(Role::agent)).see_stores);
    EXPECT_FALSE(may_of(person_with(Role::agent)).export_calls);
}

TEST(Role, names_lead_there_and_back) {
    for (const Role role : {Role::agent, Role::store_manager, Role::supervisor, Role::admin})
        EXPECT_EQ(role_of(to_string(role)), role);
    EXPECT_FALSE(role_of("Admin"));
    EXPECT_FALSE(role_of(""));
}

TEST(Email, one_at_sign_with_something_around_it) {
    for (const char* const good : {"a@b", "anna.rossi+x@catena.it", "è@catena.it"})
        EXPECT_TRUE(is_email(good)) << good;
    for (const char* const bad :
         {"", "@", "a@", "@b", "a@b@c", "a b@c", "a@b\n", "a@\x7f", "\xff@b"})
        EXPECT_FALSE(is_email(bad)) << bad;
    EXPECT_FALSE(is_email(std::string(250, 'a') + "@b.it"));
}

TEST(Session, it_is_over_when_unused_or_old) {
    constexpr std::int64_t second = base::us_per_second;
    const base::Instant began{1'000'000 * second};
    Session session;
    session.began = began;
    session.last_used = began;
    const auto at = [&](std::int64_t seconds) {
        return base::Instant{began.us + seconds * second};
    };
    EXPECT_FALSE(is_over(session, at(limits::session_idle_seconds_max - 1)));
    EXPECT_TRUE(is_over(session, at(limits::session_idle_seconds_max)));
    session.last_used = at(limits::session_seconds_max - 10);
    EXPECT_FALSE(is_over(session, at(limits::session_seconds_max - 1)));
    EXPECT_TRUE(is_over(session, at(limits::session_seconds_max)));
    EXPECT_FALSE(is_to_be_noted(session, at(limits::session_seconds_max - 1)));
    EXPECT_TRUE(is_to_be_noted(session, at(limits::session_seconds_max + 50)));
}

TEST(Tenants, a_host_leads_to_its_tenant_and_an_unknown_one_only_to_the_only) {
    Tenant one{{base::Uuid{{1}}}, "a.test", "A", "Europe/Rome", {"w3.a.test", "::1"}};
    Tenant two{{base::Uuid{{2}}}, "b.test", "B", "Europe/Rome", {"w3.b.test"}};
    const Tenants both({one, two});
    EXPECT_EQ(both.by_host("W3.A.test:8443")->name, "A");
    EXPECT_EQ(both.by_host("w3.b.test")->name, "B");
    EXPECT_EQ(both.by_host("other.test"), nullptr);
    EXPECT_EQ(both.by_host(""), nullptr);
    EXPECT_EQ(both.by_domain("B.TEST")->name, "B");
    EXPECT_EQ(both.by_domain("w3.b.test"), nullptr);
    EXPECT_EQ(both.by_id(two.id)->name, "B");
    EXPECT_EQ(Tenants({one}).by_host("other.test:80")->name, "A");
    EXPECT_EQ(Tenants({}).by_host("other.test"), nullptr);
}

TEST(RandomText, it_is_long_and_never_the_same_and_only_its_digest_is_kept) {
    const base::Secret one = random_text();
    EXPECT_EQ(one.reveal().size(), 43u);
    EXPECT_NE(one.reveal(), random_text().reveal());
    EXPECT_EQ(digest_of("abc").size(), 32u);
    EXPECT_EQ(base::to_hex(digest_of("abc")),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_TRUE(is_same("abc", "abc"));
    EXPECT_FALSE(is_same("abc", "abd"));
    EXPECT_FALSE(is_same("abc", "ab"));
}

}  // namespace
}  // namespace w3::people
