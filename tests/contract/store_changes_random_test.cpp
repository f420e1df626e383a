#include "changes_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <thread>

namespace edgvoip::store {
namespace {

using testing::IsEmpty;

/// A tenant whose calls are put, changed, moved and removed at random, and what followers of every
/// scope must have.
class RandomChanges : public StoreChanges {
protected:
    bool sees(const ChangeQuestion& scope, const call::Call& call) const {
        const auto has = [](const auto& list, const auto& value) {
            return std::find(list.begin(), list.end(), value) != list.end();
        };
        if (scope.scope_stores && !(call.store && has(*scope.scope_stores, *call.store))) {
            return false;
        }
        return !scope.scope_exts ||
               (!call.ext_number.empty() && has(*scope.scope_exts, call.ext_number));
    }
    Calls seen_by(const ChangeQuestion& scope) const {
        Calls seen;
        for (const auto& [id, call] : now) {
            if (sees(scope, call)) seen.emplace(id, call);
        }
        return seen;
    }
    void forget(CallWriter& w, const std::string& id, std::string_view reason) {
        w.remove(key_of(now.at(id)), reason).value();
        now.erase(id);
    }
    void set(CallWriter& w, const call::Call& call) {
        w.put(call, {}).value();
        now.insert_or_assign(call.id.text, call);
        versions[call.id.text].push_back(call);
    }
    std::string any_id() {
        auto at = now.begin();
        std::advance(at, random.between(0, static_cast<std::int64_t>(now.size()) - 1));
        return at->first;
    }
    void change_one(CallWriter& w) {
        const std::int64_t what = random.between(1, 10);
        if (now.empty() || what <= 4) {
            call::Call call = random.call(tenant);
            if (!gone.empty() && random.one_in(3)) call.id.text = *gone.begin();
            gone.erase(call.id.text);
            set(w, call);
            return;
        }
        const std::string id = any_id();
        if (what <= 7) {
            call::Call changed = now.at(id);
            const call::Call other_values = random.call(tenant);
            changed.store = other_values.store;
            changed.ext_number = other_values.ext_number;
            changed.user_id = other_values.id.text;
            set(w, changed);
        } else if (what == 8) {
            call::Call moved = random.call(tenant);
            moved.id = now.at(id).id;
            forget(w, id, "moved");
            set(w, moved);
        } else {
            forget(w, id, "retention");
            gone.insert(id);
        }
    }
    /// One transaction; now and then it comes to nothing.
    void change() {
        const Calls before = now;
        const std::set<std::string> gone_before = gone;
        writer->begin().value();
        for (std::int64_t i = random.between(1, 4); i > 0; --i)
            change_one(*writer);
        if (random.one_in(8)) {
            writer->rollback();
            now = before;
            gone = gone_before;
            return;
        }
        writer->commit().value();
    }

    Calls now;
    std::set<std::string> gone;
    std::map<std::string, std::vector<call::Call>> versions;  // every one that was put
};

INSTANTIATE_TEST_SUITE_P(, RandomChanges, testing::ValuesIn(store_kinds()), name_of_kind);

TEST_P(RandomChanges, EveryFollowerHasWhatTheTenantHasAndHearsOfNothingElse) {
    std::vector<ChangesMirror> mirrors;
    for (int i = 0; i < 12; ++i) {
        ChangesMirror& mirror = mirrors.emplace_back(tenant, random.between(1, 6));
        const call::CallFilter filter = random.filter();
        if (i >= 3) mirror.see_only(filter.scope_stores, filter.scope_exts);
        if (i >= 8) mirror.see_only({{random.any_of(RandomCalls::stores())}}, filter.scope_exts);
    }
    std::size_t removed = 0;
    for (int round = 0; round < 250; ++round) {
        for (std::int64_t i = random.between(0, 3); i > 0; --i)
            change();
        for (ChangesMirror& mirror : mirrors) {
            if (random.one_in(2) && mirror.step(*reader)) continue;
            if (random.one_in(3)) continue;
            mirror.catch_up(*reader);
            ASSERT_EQ(mirror.calls(), seen_by(mirror.question())) << "round " << round;
        }
    }
    for (ChangesMirror& mirror : mirrors) {
        mirror.catch_up(*reader);
        EXPECT_EQ(mirror.calls(), seen_by(mirror.question()));
        removed += mirror.told_removed().size();
        for (const std::string& id : mirror.told_removed()) {
            EXPECT_TRUE(
                std::any_of(versions[id].begin(), versions[id].end(),
                            [&](const call::Call& call) { return sees(mirror.question(), call); }))
                << id << " was never visible";
        }
        ChangesMirror fresh(tenant, 3);
        fresh.see_only(mirror.question().scope_stores, mirror.question().scope_exts);
        fresh.catch_up(*reader);
        EXPECT_EQ(fresh.calls(), mirror.calls());
        EXPECT_THAT(fresh.told_removed(), IsEmpty());
    }
    EXPECT_GT(removed, 100U);
}

/// Several writers, each with groups of calls that it always changes together, and now and then
/// between two tenants. Every page must show a group whole and of one version.
class ConcurrentChanges : public StoreChanges {
protected:
    static constexpr int writers = 3;
    static constexpr int rounds = 120;
    static constexpr std::size_t group_size = 3;

    void write_group(int number) const {
        RandomCalls calls(static_cast<std::uint32_t>(1000 + number));
        const auto mine = store->writer().value();
        std::vector<call::Call> group;
        for (std::size_t i = 0; i < group_size; ++i) {
            group.push_back(calls.call(tenant));
            group.back().id.text = std::to_string(number) + "-" + std::to_string(i);
        }
        bool stored = false;
        for (int round = 0; round < rounds; ++round) {
            mine->begin().value();
            const bool moves = stored && calls.one_in(3);
            for (call::Call& call : group) {
                if (moves) {
                    mine->remove(key_of(call), "moved").value();
                    call.tenant = call.tenant == tenant ? other : tenant;
                }
                call.user_id = std::to_string(round);
                mine->put(call, {}).value();
            }
            if (calls.one_in(6)) {
                mine->rollback();
                if (moves) {
                    for (call::Call& call : group)
                        call.tenant = call.tenant == tenant ? other : tenant;
                }
            } else {
                mine->commit().value();
                stored = true;
            }
        }
    }

    static void expect_whole_groups(const ChangesMirror& mirror) {
        std::map<std::string, std::vector<std::string>> versions;
        for (const auto& [id, call] : mirror.calls())
            versions[id.substr(0, id.find('-'))].push_back(call.user_id);
        for (const auto& [group, seen] : versions) {
            EXPECT_EQ(seen.size(), group_size) << group;
            EXPECT_EQ(std::count(seen.begin(), seen.end(), seen.front()),
                      static_cast<std::ptrdiff_t>(seen.size()))
                << group;
        }
    }

    Calls stored_of(base::TenantId of) const {
        Calls all;
        for (const call::Call& call : stored_calls(*reader, of))
            all.emplace(call.id.text, call);
        return all;
    }
};

INSTANTIATE_TEST_SUITE_P(, ConcurrentChanges, testing::ValuesIn(store_kinds()), name_of_kind);

TEST_P(ConcurrentChanges, EveryPageIsOfOneMomentAndNothingIsSkipped) {
    std::vector<std::thread> threads;
    std::atomic<int> running{writers};
    for (int i = 0; i < writers; ++i) {
        threads.emplace_back([this, i, &running] {
            write_group(i);
            --running;
        });
    }
    ChangesMirror mine(tenant, 1), theirs(other, 2);
    for (bool last = false; !last;) {
        last = running == 0;
        for (ChangesMirror* mirror : {&mine, &theirs}) {
            do {
                expect_whole_groups(*mirror);
            } while (mirror->step(*reader));
            expect_whole_groups(*mirror);
        }
    }
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_EQ(mine.calls(), stored_of(tenant));
    EXPECT_EQ(theirs.calls(), stored_of(other));
    EXPECT_EQ(mine.calls().size() + theirs.calls().size(), writers * group_size);
    EXPECT_FALSE(mine.told_removed().empty());
}

}  // namespace
}  // namespace edgvoip::store
