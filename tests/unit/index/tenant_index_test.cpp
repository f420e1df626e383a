#include "edgvoip/index/tenant_index.hpp"

#include "edgvoip/index/selection.hpp"
#include "edgvoip/index/tenant_writer.hpp"
#include "oracle.hpp"
#include "random_entries.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <limits>

namespace edgvoip::index {
namespace {

using call::CallFilter;
using call::CallOrder;

std::shared_ptr<const TenantIndex> loaded(const Oracle& oracle) {
    TenantWriter writer;
    for (const Entry& entry : oracle.sorted())
        writer.load(entry);
    return writer.finish_loading(1);
}

Oracle random_calls(RandomEntries& random, int count) {
    Oracle oracle;
    for (int i = 0; i < count; ++i)
        oracle.apply(put(random.entry()));
    return oracle;
}

CallFilter everything() {
    CallFilter filter;
    filter.from = {std::numeric_limits<std::int64_t>::min()};
    filter.to = {std::numeric_limits<std::int64_t>::max()};
    return filter;
}

std::vector<ListedCall> part(const std::vector<ListedCall>& all, std::int64_t offset,
                             std::int64_t limit) {
    const auto size = static_cast<std::int64_t>(all.size());
    const std::int64_t first = std::min(offset, size);
    const std::int64_t last = std::min(first + limit, size);
    return {all.begin() + first, all.begin() + last};
}

TEST(TenantIndexTest, AnswersLikeAPlainLoopOverAllCalls) {
    RandomEntries random(20'251);
    // Of one chunk, and of three.
    for (const int count : {700, 10'000}) {
        const Oracle oracle = random_calls(random, count);
        const auto index = loaded(oracle);
        std::size_t answers_with_calls = 0;
        for (int question = 0; question < times(600); ++question) {
            const CallFilter filter = random.filter();
            const CallOrder order = random.order();
            const auto expected = oracle.list(filter, order);
            const auto total = static_cast<std::int64_t>(expected.size());
            if (total > 0) ++answers_with_calls;
            EXPECT_EQ(index->count(filter), total) << "question " << question;
            const std::int64_t offset = random.between(0, total + 3);
            const std::int64_t limit = random.between(0, 60);
            const CallList page = index->page(filter, order, offset, limit);
            EXPECT_EQ(page.total, total);
            EXPECT_EQ(page.offset, offset);
            ASSERT_EQ(page.calls, part(expected, offset, limit)) << "question " << question;
        }
        EXPECT_GT(answers_with_calls, static_cast<std::size_t>(times(150)))
            << "the questions are worth asking";
    }
}

TEST(TenantIndexTest, APlaceLeadsToWhatComesBehindItWhetherOrNotACallIsThere) {
    RandomEntries random(20'252);
    const Oracle oracle = random_calls(random, 5'000);
    const auto index = loaded(oracle);
    for (int question = 0; question < times(150); ++question) {
        CallFilter filter = random.filter();
        const CallOrder order = random.order();
        if (random.one_in(2)) filter = everything();
        const auto expected = oracle.list(filter, order);
        const auto all = oracle.list(everything(), order);
        SortPlace after = random.any_of(all).place;  // often one that the filter leaves out
        if (random.one_in(3)) after.id.text += "x";
        if (random.one_in(3)) after.key += random.between(-2, 2);
        const bool is_descending =
            order == CallOrder::newest_first || order == CallOrder::longest_first;
        const auto behind = [&](const ListedCall& call) {
            const auto place = std::tie(call.place.key, call.place.id.text);
            const auto limit = std::tie(after.key, after.id.text);
            return is_descending ? place < limit : limit < place;
        };
        const auto first = std::find_if(expected.begin(), expected.end(), behind);
        const CallList page = index->page_after(filter, order, after, 20);
        EXPECT_EQ(page.total, static_cast<std::int64_t>(expected.size()));
        EXPECT_EQ(page.offset, first - expected.begin()) << "question " << question;
        ASSERT_EQ(page.calls, part(expected, first - expected.begin(), 20))
            << "question " << question;
    }
}

TEST(TenantIndexTest, PagesOneBehindTheOtherAreTheWholeList) {
    RandomEntries random(20'253);
    const Oracle oracle = random_calls(random, 5'000);
    const auto index = loaded(oracle);
    for (int order_number = 0; order_number < 5; ++order_number) {
        const auto order = static_cast<CallOrder>(order_number);
        const auto expected = oracle.list(everything(), order);
        std::vector<ListedCall> by_place;
        CallList page = index->page(everything(), order, 0, 777);
        while (!page.calls.empty()) {
            EXPECT_EQ(page.offset, static_cast<std::int64_t>(by_place.size()));
            by_place.insert(by_place.end(), page.calls.begin(), page.calls.end());
            page = index->page_after(everything(), order, by_place.back().place, 777);
        }
        EXPECT_EQ(by_place, expected);
    }
}

TEST(TenantIndexTest, FindsCallsByTheirIds) {
    RandomEntries random(20'254);
    const Oracle oracle = random_calls(random, 5'000);
    const auto index = loaded(oracle);
    for (const auto& [id, call] : oracle.calls())
        EXPECT_EQ(index->find(id), call.start) << id;
    for (int i = 0; i < 1'000; ++i)
        EXPECT_EQ(index->find(random.entry().id.text + "?"), std::nullopt);
    EXPECT_EQ(index->find(""), std::nullopt);
}

TEST(TenantIndexTest, FindsCallsFarOutsideTheUsualTimes) {
    TenantWriter writer;
    const std::vector<std::int64_t> starts = {std::numeric_limits<std::int64_t>::min(), -5, 0, 7,
                                              std::numeric_limits<std::int64_t>::max()};
    for (const std::int64_t start : starts) {
        Entry entry;
        entry.id = {"at " + std::to_string(start)};
        entry.start = {start};
        writer.load(entry);
    }
    const auto index = writer.finish_loading(1);
    for (const std::int64_t start : starts)
        EXPECT_EQ(index->find("at " + std::to_string(start)), base::Instant{start});
}

TEST(TenantIndexTest, PositionsCountTheCallsBefore) {
    RandomEntries random(20'255);
    const Oracle oracle = random_calls(random, 9'000);
    const auto index = loaded(oracle);
    const std::vector<Entry> sorted = oracle.sorted();
    for (std::size_t i = 0; i < sorted.size(); i += 7) {
        const auto position = static_cast<std::int64_t>(i);
        const TenantIndex::Slice slice = index->at(position);
        EXPECT_EQ(text_of(slice.chunk->id(slice.first)), sorted[i].id.text);
        EXPECT_EQ(index->position_of(slice.chunk->key(slice.first)), position);
        const auto first = std::find_if(sorted.begin(), sorted.end(), [&](const Entry& entry) {
            return entry.start >= sorted[i].start;
        });
        EXPECT_EQ(index->position_of(sorted[i].start), first - sorted.begin());
    }
    EXPECT_EQ(index->position_of(base::Instant{std::numeric_limits<std::int64_t>::max()}), 9'000);
    EXPECT_THROW(index->at(9'000), base::Bug);
    EXPECT_THROW(index->at(-1), base::Bug);
}

TEST(TenantIndexTest, SlicesAndSelectionsCoverTheIntervalInOrder) {
    RandomEntries random(20'256);
    const Oracle oracle = random_calls(random, 9'000);
    const auto index = loaded(oracle);
    for (int question = 0; question < 100; ++question) {
        const CallFilter filter = random.filter();
        const auto expected = oracle.list(filter, CallOrder::oldest_first);
        std::vector<std::string> ids;
        const Selection selection(*index, filter);
        selection.for_each([&ids](const TenantIndex::Slice& slice, auto chosen) {
            ASSERT_EQ(chosen.size(), slice.size());
            for (std::size_t row = 0; row < chosen.size(); ++row) {
                if (chosen[row] != 0) ids.push_back(text_of(slice.chunk->id(slice.first + row)));
            }
        });
        ASSERT_EQ(ids.size(), expected.size());
        for (std::size_t i = 0; i < ids.size(); ++i)
            EXPECT_EQ(ids[i], expected[i].place.id.text);
    }
}

TEST(TenantIndexTest, ColumnsHoldWhatWasPut) {
    RandomEntries random(20'257);
    std::mt19937_64 engine(1);
    TenantWriter writer;
    std::vector<Entry> entries;
    for (int i = 0; i < 5'000; ++i) {
        entries.push_back(realistic_entry(engine, {1'000'000 + i}));
        writer.load(entries.back());
    }
    const auto index = writer.finish_loading(1);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const Entry& entry = entries[i];
        const auto slice = index->at(static_cast<std::int64_t>(i));
        Row row = slice.chunk->row(slice.first);
        EXPECT_EQ(row[Column::billsec], static_cast<std::uint32_t>(entry.billsec));
        EXPECT_EQ(row[Column::ring_sec], static_cast<std::uint32_t>(entry.ring_sec));
        EXPECT_EQ(static_cast<std::int32_t>(row[Column::mos_centi]) - 1,
                  entry.mos_centi.value_or(-1));
        EXPECT_EQ(static_cast<std::int32_t>(row[Column::jitter_tenth_ms]) - 1,
                  entry.jitter_tenth_ms.value_or(-1));
        EXPECT_EQ(static_cast<std::int32_t>(row[Column::loss_centi_pct]) - 1,
                  entry.loss_centi_pct.value_or(-1));
        EXPECT_EQ(index->dids().text(row[Column::did]), entry.did_e164);
        EXPECT_EQ(row[Column::ext] == 0, entry.ext_number.empty());
        if (row[Column::ext] != 0) {
            EXPECT_EQ(index->exts().text(row[Column::ext]), entry.ext_number);
        }
        EXPECT_EQ(row[Column::store] == 0, !entry.store);
        EXPECT_EQ(direction_field.of(row.traits), static_cast<unsigned>(entry.direction));
        EXPECT_EQ(disposition_field.of(row.traits), static_cast<unsigned>(entry.disposition));
        EXPECT_EQ(quality_status_field.of(row.traits), static_cast<unsigned>(entry.quality_status));
        EXPECT_EQ(mos_source_field.of(row.traits), entry.mos_source ? 1U : 0U);
        EXPECT_EQ(recorded_field.of(row.traits) == 1, entry.recorded);
        EXPECT_EQ(row.number, pack_number(entry.remote_number));
    }
}

TEST(TenantIndexTest, AnEmptyTenantHasEmptyAnswers) {
    const auto index = loaded(Oracle());
    EXPECT_EQ(index->size(), 0);
    EXPECT_EQ(index->find("x"), std::nullopt);
    EXPECT_EQ(index->position_of(base::Instant{0}), 0);
    for (int order = 0; order < 5; ++order) {
        const auto sort = static_cast<CallOrder>(order);
        EXPECT_EQ(index->page(everything(), sort, 0, 50), CallList{});
        EXPECT_EQ(index->page_after(everything(), sort, {.key = 5, .id = {"x"}}, 50), CallList{});
    }
}

TEST(TenantIndexTest, RefusesAPageThatIsNone) {
    const auto index = loaded(Oracle());
    EXPECT_THROW(index->page(everything(), CallOrder::newest_first, -1, 50), base::Bug);
    EXPECT_THROW(index->page(everything(), CallOrder::newest_first, 0, -1), base::Bug);
}

TEST(TenantIndexTest, AHugeOffsetIsAPagePastTheEnd) {
    RandomEntries random(20'258);
    const auto index = loaded(random_calls(random, 10));
    constexpr std::int64_t huge = std::numeric_limits<std::int64_t>::max();
    for (int order = 0; order < 5; ++order) {
        const CallList page = index->page(everything(), static_cast<CallOrder>(order), huge, huge);
        EXPECT_TRUE(page.calls.empty());
        EXPECT_EQ(page.total, 10);
    }
}

}  // namespace
}  // namespace edgvoip::index
