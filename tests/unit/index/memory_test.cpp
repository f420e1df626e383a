#include "edgvoip/index/tenant_writer.hpp"
#include "random_entries.hpp"

#include <gmock/gmock.h>

#include <vector>

namespace edgvoip::index {
namespace {

constexpr std::size_t bytes_a_call_max = 96;
constexpr std::size_t with_text_ids_max = 108;  // of 24 bytes more each than a UUID's

std::size_t bytes_a_call(const IndexMemory& memory) {
    return memory.without_texts() / static_cast<std::size_t>(memory.calls);
}

TEST(IndexMemoryTest, AMillionCallsStayWithinTheLimit) {
    constexpr std::int64_t calls = times(1'000'000);
    TenantWriter writer;
    std::mt19937_64 engine(11);
    for (std::int64_t i = 0; i < calls; ++i)
        writer.load(realistic_entry(engine, {1'760'000'000'000'000 + i * 31'536'000}));
    IndexMemory memory = writer.finish_loading(1)->memory();
    ASSERT_EQ(memory.calls, calls);
    RecordProperty("bytes_a_call", static_cast<int>(bytes_a_call(memory)));
    RecordProperty("dictionary_bytes", static_cast<int>(memory.dictionaries));
    EXPECT_LE(bytes_a_call(memory), bytes_a_call_max);
    EXPECT_GE(memory.columns, 50U * calls) << "everything is counted";
    EXPECT_GE(memory.id_map, 8U * calls);
    EXPECT_GE(memory.number_map, 8U * calls) << "all of these can be called back";
    EXPECT_GT(memory.due_misses, 0U);
    EXPECT_LT(memory.sums, 10U * calls);
    EXPECT_GT(memory.sums, 0U);
    EXPECT_GT(memory.dictionaries, 0U);
    EXPECT_GT(writer.interning_bytes(), 0U);
}

TEST(IndexMemoryTest, CallsThatCameOneByOneOrLateStayWithinTheLimit) {
    TenantWriter writer;
    writer.finish_loading(0);
    std::mt19937_64 engine(12);
    std::int64_t change_seq = 0;
    for (int batch = 0; batch < 200; ++batch) {
        std::vector<Change> changes;
        for (std::int64_t i = 0; i < 200; ++i) {
            const auto late = static_cast<std::int64_t>(engine() % 1'000'000);
            const std::int64_t start = i % 4 == 0 ? late : batch * 1'000 + i;
            changes.push_back(put(realistic_entry(engine, {start * 1'000'000})));
        }
        writer.apply(changes, ++change_seq);
    }
    const IndexMemory memory = writer.current()->memory();
    EXPECT_EQ(memory.calls, 40'000);
    EXPECT_LE(bytes_a_call(memory), bytes_a_call_max);
}

TEST(IndexMemoryTest, IdsThatAreNoUuidsStayWithinTheLimit) {
    TenantWriter writer;
    std::mt19937_64 engine(13);
    for (std::int64_t i = 0; i < times(100'000); ++i) {
        Entry entry = realistic_entry(engine, {1'760'000'000'000'000 + i * 1'000'000});
        entry.id = {"pbx1-1760000000." + std::to_string(100'000 + i)};
        writer.load(entry);
    }
    EXPECT_LE(bytes_a_call(writer.finish_loading(1)->memory()), with_text_ids_max);
}

}  // namespace
}  // namespace edgvoip::index
