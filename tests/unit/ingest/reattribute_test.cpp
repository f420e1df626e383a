#include "edgvoip/ingest/reattribute.hpp"

#include "edgvoip/ingest/intake.hpp"
#include "fixed_time.hpp"
#include "recorded_calls.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace edgvoip::ingest {
namespace {

/// The recorded tenants' directory with every `from` as `to`.
std::shared_ptr<const directory::Directory> changed_directory(const std::string& from,
                                                              const std::string& to) {
    std::ifstream file(EDG_SOURCE_DIR "/tests/fixtures/freeswitch/directory.json");
    std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    std::size_t replaced = 0;
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
        text.replace(at, from.size(), to);
        at += to.size();
        ++replaced;
    }
    EXPECT_GT(replaced, 0U) << from;
    return directory::Directory::parse(text).value();
}

class ReattributeTest : public testing::Test {
protected:
    ReattributeTest() {
        Intake intake(*writer, known, midnight);
        EXPECT_TRUE(intake.take(recorded_legs()));
    }
    base::Result<ReattributeCounts> run(const directory::Directory& directory,
                                        ReattributeOptions options) {
        return reattribute(options, directory, *reader, *writer);
    }
    ReattributeCounts run_all(const directory::Directory& directory) {
        ReattributeCounts counts;
        for (const directory::Tenant& tenant : known->tenants()) {
            ReattributeOptions options;
            options.tenant = tenant.id;
            const auto done = run(directory, options);
            EXPECT_TRUE(done) << done.error().detail;
            if (done) counts += *done;
        }
        return counts;
    }
    std::vector<call::Call> calls() { return all_calls(*store, *known); }
    /// The same records, stored for the first time with that directory.
    std::vector<call::Call> stored_with(std::shared_ptr<const directory::Directory> directory) {
        const auto other = open_store(folder.path("other.db"));
        const auto other_writer = other->writer().value();
        Intake intake(*other_writer, directory, midnight);
        EXPECT_TRUE(intake.take(recorded_legs()));
        return all_calls(*other, *known);
    }

    TemporaryFolder folder;
    std::shared_ptr<const directory::Directory> known = recorded_directory();
    std::unique_ptr<store::Store> store = open_store(folder.path("calls.db"));
    std::unique_ptr<store::CallWriter> writer = store->writer().value();
    std::unique_ptr<store::CallReader> reader = store->reader().value();
};

TEST_F(ReattributeTest, with_the_same_directory_nothing_is_touched) {
    const auto before = calls();
    const ReattributeCounts counts = run_all(*known);
    EXPECT_EQ(counts.seen, static_cast<std::int64_t>(before.size()));
    EXPECT_EQ(counts.changed, 0);
    EXPECT_EQ(counts.kept, 0);
    EXPECT_EQ(calls(), before);
}

TEST_F(ReattributeTest, a_moved_store_moves_the_past_as_if_it_had_always_been_so) {
    const auto before = calls();
    const auto with_store = std::find_if(before.begin(), before.end(),
                                         [](const call::Call& call) { return call.store; });
    ASSERT_NE(with_store, before.end());
    std::string moved = with_store->store->uuid.text();
    moved.replace(0, 4, "beef");
    const auto directory = changed_directory(with_store->store->uuid.text(), moved);
    const ReattributeCounts counts = run_all(*directory);
    EXPECT_GT(counts.changed, 0);
    EXPECT_LE(counts.changed, counts.seen);
    const auto after = calls();
    EXPECT_NE(after, before);
    EXPECT_EQ(after, stored_with(directory));
    EXPECT_EQ(run_all(*directory).changed, 0) << "again is harmless";
}

TEST_F(ReattributeTest, only_calls_of_the_interval_are_looked_at) {
    const auto all = calls();
    const base::TenantId tenant = all.front().tenant;
    std::vector<base::Instant> starts;
    for (const call::Call& call : all) {
        if (call.tenant == tenant) starts.push_back(call.start);
    }
    ASSERT_GT(starts.size(), 4U);
    ReattributeOptions options;
    options.tenant = tenant;
    options.from = starts[1];
    options.to = starts[3];
    const auto expected = std::count_if(starts.begin(), starts.end(), [&](base::Instant start) {
        return start >= options.from && start < options.to;
    });
    const auto counts = run(*known, options);
    ASSERT_TRUE(counts);
    EXPECT_EQ(counts->seen, expected);
}

TEST_F(ReattributeTest, calls_that_the_directory_knows_nobody_of_stay) {
    const auto before = calls();
    const auto nobody = directory::Directory::parse(R"({"tenants":[]})").value();
    const ReattributeCounts counts = run_all(*nobody);
    EXPECT_EQ(counts.kept, static_cast<std::int64_t>(before.size()));
    EXPECT_EQ(counts.changed, 0);
    EXPECT_EQ(calls(), before);
}

TEST_F(ReattributeTest, tells_how_far_it_has_come) {
    ReattributeOptions options;
    options.tenant = known->tenants().front().id;
    std::int64_t last = 0;
    std::int64_t of = 0;
    options.progress = [&](std::int64_t done, std::int64_t all) {
        EXPECT_GT(done, last);
        last = done;
        of = all;
    };
    const auto counts = run(*known, options);
    ASSERT_TRUE(counts);
    EXPECT_EQ(last, of);
    EXPECT_EQ(last, counts->seen);
}

}  // namespace
}  // namespace edgvoip::ingest
