#include "edgvoip/index/tenant_writer.hpp"

#include "oracle.hpp"
#include "random_entries.hpp"

#include <gmock/gmock.h>

#include <set>

namespace edgvoip::index {
namespace {

using call::CallFilter;
using call::CallOrder;

CallFilter everything() {
    CallFilter filter;
    filter.from = {0};
    filter.to = {std::numeric_limits<std::int64_t>::max()};
    return filter;
}

Entry entry(std::string id, std::int64_t start_us) {
    Entry made;
    made.id = {std::move(id)};
    made.start = {start_us};
    return made;
}

std::set<const Chunk*> chunks_of(const TenantIndex& index) {
    std::set<const Chunk*> chunks;
    for (const auto& slice : index.slices({0}, {std::numeric_limits<std::int64_t>::max()}))
        chunks.insert(slice.chunk);
    return chunks;
}

/// How many chunks of `next` are not those of `before`.
std::size_t made_anew(const TenantIndex& before, const TenantIndex& next) {
    const auto old = chunks_of(before);
    const auto all = chunks_of(next);
    return static_cast<std::size_t>(std::count_if(
        all.begin(), all.end(), [&old](const Chunk* chunk) { return !old.contains(chunk); }));
}

/// Appended, late, replaced, moved and removed calls, in any mixture.
std::vector<Change> random_changes(RandomEntries& random, const Oracle& oracle, int count,
                                   std::int64_t end_second) {
    std::vector<Entry> known = oracle.sorted();
    std::vector<Change> changes;
    for (int i = 0; i < count; ++i) {
        const auto kind = random.between(0, 9);
        if (known.empty() || kind <= 4) {
            changes.push_back(put(random.entry_from(end_second)));
        } else if (kind == 5) {
            changes.push_back(put(random.entry()));
        } else if (kind <= 7) {
            changes.push_back(put(random.again(random.any_of(known))));
        } else {
            const Entry gone = random.any_of(known);
            changes.push_back(random.one_in(2) ? removal(gone.id) : removal(gone.id, gone.start));
        }
        if (changes.back().entry && random.one_in(3)) known.push_back(*changes.back().entry);
    }
    return changes;
}

TEST(TenantWriterTest, FollowsChangesLikeAPlainMap) {
    for (std::uint32_t seed = 1; seed <= 3; ++seed) {
        RandomEntries random(seed);
        Oracle oracle;
        for (std::int64_t i = random.between(0, times(9'000)); i > 0; --i)
            oracle.apply(put(random.entry()));
        TenantWriter writer;
        for (const Entry& one : oracle.sorted())
            writer.load(one);
        writer.finish_loading(0);
        for (int batch = 1; batch <= times(30); ++batch) {
            const int size = static_cast<int>(random.one_in(8) ? random.between(500, 5'000)
                                                               : random.between(0, 20));
            const auto changes =
                random_changes(random, oracle, size, RandomEntries::span_seconds + batch);
            for (const Change& change : changes)
                oracle.apply(change);
            const auto index = writer.apply(changes, batch);
            EXPECT_EQ(index->change_seq(), batch);
            ASSERT_EQ(index->size(), static_cast<std::int64_t>(oracle.calls().size()));
            for (int question = 0; question < 4; ++question) {
                const CallFilter filter = random.filter();
                const CallOrder order = random.order();
                const auto expected = oracle.list(filter, order);
                const CallList page = index->page(filter, order, 0, 1'000'000);
                ASSERT_EQ(page.calls, expected) << "seed " << seed << " batch " << batch;
            }
            for (const Change& change : changes) {
                const auto found = oracle.calls().find(change.id.text);
                const auto start = found == oracle.calls().end() ? std::optional<base::Instant>()
                                                                 : found->second.start;
                ASSERT_EQ(index->find(change.id.text), start);
            }
        }
    }
}

TEST(TenantWriterTest, AVersionStaysAsItIsWhileOthersFollow) {
    RandomEntries random(77);
    Oracle oracle;
    TenantWriter writer;
    writer.finish_loading(0);
    struct Kept {
        std::shared_ptr<const TenantIndex> index;
        std::vector<ListedCall> list;
        std::int64_t with_name;
    };
    CallFilter named = everything();
    named.name_part = "ross";
    std::vector<Kept> kept;
    for (int batch = 1; batch <= times(60); ++batch) {
        const auto changes = random_changes(random, oracle, 200, batch * 10);
        for (const Change& change : changes)
            oracle.apply(change);
        auto index = writer.apply(changes, batch);
        const auto list = oracle.list(everything(), CallOrder::newest_first);
        const auto with_name =
            static_cast<std::int64_t>(oracle.list(named, CallOrder::newest_first).size());
        kept.push_back({std::move(index), list, with_name});
    }
    for (const Kept& version : kept) {
        const CallList page =
            version.index->page(everything(), CallOrder::newest_first, 0, 1'000'000);
        EXPECT_EQ(page.calls, version.list);
        EXPECT_EQ(version.index->count(named), version.with_name);
    }
}

TEST(TenantWriterTest, ABatchMakesOnlyTheChunksThatItTouchesAnew) {
    TenantWriter writer;
    std::mt19937_64 engine(5);
    for (std::int64_t i = 0; i < 40'960; ++i)
        writer.load(realistic_entry(engine, {i * 1'000}));
    const auto loaded = writer.finish_loading(0);
    ASSERT_EQ(chunks_of(*loaded).size(), 10U);

    const auto appended = writer.apply(std::vector{put(entry("new", 50'000'000))}, 1);
    EXPECT_LE(made_anew(*loaded, *appended), 2U);

    const auto late = writer.apply(std::vector{put(entry("late", 20'000'500))}, 2);
    EXPECT_LE(made_anew(*appended, *late), 2U) << "the full chunk is halved";

    const auto removed = writer.apply(std::vector{removal({"late"})}, 3);
    EXPECT_LE(made_anew(*late, *removed), 1U);

    const auto same = writer.apply({}, 4);
    EXPECT_EQ(made_anew(*removed, *same), 0U);
    EXPECT_EQ(same->change_seq(), 4);
}

TEST(TenantWriterTest, AppendingFillsChunks) {
    TenantWriter writer;
    writer.finish_loading(0);
    std::mt19937_64 engine(6);
    std::int64_t start = 0;
    for (int batch = 1; batch <= 300; ++batch) {
        std::vector<Change> changes;
        for (int i = 0; i < 100; ++i)
            changes.push_back(put(realistic_entry(engine, {++start})));
        writer.apply(changes, batch);
    }
    const std::size_t least = (30'000 + Chunk::rows_max - 1) / Chunk::rows_max;
    EXPECT_EQ(chunks_of(*writer.current()).size(), least);
}

TEST(TenantWriterTest, RemovingMostCallsLeavesNoCrumbs) {
    TenantWriter writer;
    std::mt19937_64 engine(7);
    std::vector<base::CallId> ids;
    for (std::int64_t i = 0; i < 40'960; ++i) {
        const Entry made = realistic_entry(engine, {i * 1'000'000});
        ids.push_back(made.id);
        writer.load(made);
    }
    writer.finish_loading(0);
    std::vector<Change> changes;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (i % 100 != 0) changes.push_back(removal(ids[i]));
    }
    const auto index = writer.apply(changes, 1);
    EXPECT_EQ(index->size(), 410);
    EXPECT_EQ(chunks_of(*index).size(), 1U);
    EXPECT_EQ(index->find(ids[100].text), base::Instant{100'000'000});
    EXPECT_EQ(index->find(ids[101].text), std::nullopt);
    EXPECT_LT(index->memory().id_map, 8U * 1024) << "what led nowhere is gone";
}

TEST(TenantWriterTest, RemovingEverythingLeavesAnEmptyIndexThatGrowsAgain) {
    TenantWriter writer;
    writer.load(entry("a", 1));
    writer.finish_loading(0);
    EXPECT_EQ(writer.apply(std::vector{removal({"a"})}, 1)->size(), 0);
    const auto index = writer.apply(std::vector{put(entry("b", 2))}, 2);
    EXPECT_EQ(index->size(), 1);
    EXPECT_EQ(index->find("b"), base::Instant{2});
}

TEST(TenantWriterTest, ARemovalOfAnotherStartLeavesTheCallThatMoved) {
    TenantWriter writer;
    writer.load(entry("a", 10));
    writer.finish_loading(0);
    // The new row first, then the old one's removal, and the other way round.
    auto index =
        writer.apply(std::vector{put(entry("a", 20)), removal({"a"}, base::Instant{10})}, 1);
    EXPECT_EQ(index->find("a"), base::Instant{20});
    index = writer.apply(std::vector{removal({"a"}, base::Instant{20}), put(entry("a", 30))}, 2);
    EXPECT_EQ(index->find("a"), base::Instant{30});
    EXPECT_EQ(index->size(), 1);
    index = writer.apply(std::vector{removal({"a"}, base::Instant{20}), removal({"b"})}, 3);
    EXPECT_EQ(index->size(), 1);
    index = writer.apply(std::vector{removal({"a"})}, 4);
    EXPECT_EQ(index->size(), 0);
}

TEST(TenantWriterTest, RefusesWhatBreaksItsOrder) {
    TenantWriter writer;
    EXPECT_THROW(writer.apply({}, 1), base::Bug) << "before the first version";
    writer.load(entry("b", 5));
    EXPECT_THROW(writer.load(entry("a", 5)), base::Bug);
    EXPECT_THROW(writer.load(entry("b", 5)), base::Bug);
    writer.finish_loading(7);
    EXPECT_THROW(writer.finish_loading(8), base::Bug);
    EXPECT_THROW(writer.load(entry("c", 6)), base::Bug);
    EXPECT_THROW(writer.apply({}, 6), base::Bug) << "backwards";
    Change wrong = put(entry("c", 6));
    wrong.id = {"d"};
    EXPECT_THROW(writer.apply(std::vector{wrong}, 8), base::Bug);
    Entry negative = entry("e", 9);
    negative.billsec = -1;
    EXPECT_THROW(writer.apply(std::vector{put(negative)}, 8), base::Bug);
    EXPECT_EQ(writer.current()->size(), 1) << "the version is still the last good one";
    EXPECT_EQ(writer.apply(std::vector{put(entry("f", 9))}, 8)->size(), 2);
}

TEST(TenantWriterTest, AnEntryIsWhatTheCallSays) {
    call::Call call;
    call.id = {"id"};
    call.start = {5};
    call.direction = call::Direction::out;
    call.disposition = call::Disposition::answered;
    call.billsec = 3;
    call.ring_sec = 4;
    call.did_e164 = "+3906";
    call.ext_number = "1001";
    call.remote_number = "+39333";
    call.from_name = "Perù";
    call.store.emplace();
    call.quality.status = call::QualityStatus::measured;
    call.quality.mos_centi = 432;
    call.quality.mos_source = call::MosSource::pbx;
    call.quality.jitter_tenth_ms = 12;
    call.quality.loss_centi_pct = 34;
    call.recorded = true;
    const Entry made = call::outline_of(call);
    EXPECT_EQ(made.id, call.id);
    EXPECT_EQ(made.start, call.start);
    EXPECT_EQ(made.direction, call::Direction::out);
    EXPECT_EQ(made.disposition, call::Disposition::answered);
    EXPECT_EQ(made.missed_reason, std::nullopt);
    EXPECT_EQ(made.billsec, 3);
    EXPECT_EQ(made.ring_sec, 4);
    EXPECT_EQ(made.did_e164, "+3906");
    EXPECT_EQ(made.ext_number, "1001");
    EXPECT_EQ(made.remote_number, "+39333");
    EXPECT_EQ(made.name_folded, "peru");
    EXPECT_EQ(made.store, call.store);
    EXPECT_EQ(made.quality_status, call::QualityStatus::measured);
    EXPECT_EQ(made.mos_centi, 432);
    EXPECT_EQ(made.mos_source, call::MosSource::pbx);
    EXPECT_EQ(made.jitter_tenth_ms, 12);
    EXPECT_EQ(made.loss_centi_pct, 34);
    EXPECT_TRUE(made.recorded);
}

}  // namespace
}  // namespace edgvoip::index
