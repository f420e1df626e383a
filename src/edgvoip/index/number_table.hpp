#pragma once

#include "edgvoip/index/mixed_bits.hpp"
#include "edgvoip/index/packed_number.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace edgvoip::index {

/// Different numbers, each with a value. One thread.
template <class Value>
class NumberTable {
public:
    /// With room for so many; more find room, too.
    explicit NumberTable(std::size_t expected = 0) { make_room(expected); }

    /// The number's value, a new one when it is not there yet, and whether it is new.
    std::pair<Value&, bool> insert(PackedNumber number) {
        if (number == no_number) {
            const bool is_new = !has_none_;
            has_none_ = true;
            return {none_, is_new};
        }
        if (2 * (size_ + 1) > slots_.size()) make_room(2 * size_ + 8);
        Slot& slot = slots_[slot_of(number)];
        const bool is_new = slot.number == no_number;
        slot.number = number;
        size_ += static_cast<std::size_t>(is_new);
        return {slot.value, is_new};
    }

    std::size_t size() const { return size_ + static_cast<std::size_t>(has_none_); }

private:
    /// Free when there is no number.
    struct Slot {
        PackedNumber number;
        [[no_unique_address]] Value value;
    };

    std::size_t slot_of(PackedNumber number) const {
        const std::size_t mask = slots_.size() - 1;
        std::size_t at = static_cast<std::size_t>(mixed_bits(number)) & mask;
        while (slots_[at].number != no_number && slots_[at].number != number)
            at = (at + 1) & mask;
        return at;
    }

    void make_room(std::size_t numbers) {
        const auto old = std::exchange(
            slots_, std::vector<Slot>(std::bit_ceil(2 * numbers + 16), Slot{no_number, Value{}}));
        for (const Slot& slot : old) {
            if (slot.number != no_number) slots_[slot_of(slot.number)] = slot;
        }
    }

    std::vector<Slot> slots_;  ///< open addressing; at most half are taken
    std::size_t size_ = 0;     ///< taken slots
    bool has_none_ = false;
    Value none_{};
};

struct NoValue {};
/// Different numbers, and nothing else.
using NumberSet = NumberTable<NoValue>;

}  // namespace edgvoip::index
