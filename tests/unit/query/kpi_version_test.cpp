#include "edgvoip/query/kpi_version.hpp"

#include "edgvoip/index/tenant_writer.hpp"
#include "small_tenant.hpp"

#include <gtest/gtest.h>

namespace edgvoip::query {
namespace {

/// For questions that read no row.
class NoReader final : public store::CallReader {
public:
    base::Result<std::optional<std::vector<store::StoredRow>>> calls_at(
        base::TenantId, std::span<const store::CallPlace>, std::int64_t) override {
        return error;
    }
    base::Result<std::optional<store::StoredRow>> call_at(base::TenantId, const store::CallPlace&,
                                                          std::int64_t) override {
        return error;
    }
    base::Result<std::int64_t> outlines(base::TenantId, const OnOutline&) override { return error; }
    base::Result<std::optional<store::ChangePage>> changes(base::TenantId,
                                                           const store::ChangeQuestion&) override {
        return error;
    }

private:
    const base::Error error = base::corrupt("a figure was read from the store");
};

class KpiVersionTest : public testing::Test {
protected:
    /// A version with calls that start at these seconds.
    index::Version version_of(std::initializer_list<std::int64_t> starts) {
        for (const std::int64_t start : starts) {
            call::Outline call;
            call.id = {"c" + std::to_string(start)};
            call.start = {start * base::us_per_second};
            writer.load(call);
        }
        return writer.finish_loading(7);
    }
    static std::optional<Interval> span_of(const index::TenantIndex& version, std::int64_t from,
                                           std::int64_t to) {
        return span_of_calls(version, interval(from, to));
    }
    static Interval interval(std::int64_t from, std::int64_t to) {
        return {.from = {from * base::us_per_second}, .to = {to * base::us_per_second}};
    }

    std::shared_ptr<const directory::Directory> directory = small_directory();
    const directory::Tenant& tenant = directory->tenants().front();
    NoReader reader;
    index::Indexes indexes;
    index::TenantWriter writer;
    Sources sources{indexes, reader};
};

TEST_F(KpiVersionTest, IsTheNewest) {
    indexes.expect(tenant.id);
    EXPECT_EQ(kpi_version(sources, tenant).error().fault, base::Fault::unavailable);
    indexes.publish(tenant.id, version_of({1}));
    const auto version = kpi_version(sources, tenant);
    ASSERT_TRUE(version);
    EXPECT_EQ((*version)->change_seq(), 7);
}

TEST_F(KpiVersionTest, IsNoneWhileContactsAreThoseOfAnotherDirectory) {
    writer.set_contact_min_sec(tenant.settings.contact_min_sec + 1);
    indexes.expect(tenant.id);
    indexes.publish(tenant.id, version_of({1}));
    const auto version = kpi_version(sources, tenant);
    ASSERT_FALSE(version);
    EXPECT_EQ(version.error().fault, base::Fault::unavailable);
}

TEST_F(KpiVersionTest, CutsAnIntervalToTheCalls) {
    const index::Version version = version_of({100, 200, 300});
    const base::Instant after_last{300 * base::us_per_second + 1};
    EXPECT_EQ(span_of(*version, 0, 1'000'000),
              (Interval{.from = {100 * base::us_per_second}, .to = after_last}));
    EXPECT_EQ(span_of(*version, 150, 300), interval(150, 300));
    EXPECT_EQ(span_of(*version, 300, 301),
              (Interval{.from = {300 * base::us_per_second}, .to = after_last}));
    EXPECT_FALSE(span_of(*version, 0, 100));
    EXPECT_FALSE(span_of(*version, 301, 400));
}

TEST_F(KpiVersionTest, WithoutCallsThereIsNothingToCut) {
    EXPECT_FALSE(span_of(*version_of({}), 0, 100));
}

}  // namespace
}  // namespace edgvoip::query
