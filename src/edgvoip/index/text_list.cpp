#include "edgvoip/index/text_list.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <cstring>
#include <functional>
#include <limits>
#include <utility>

namespace edgvoip::index {

std::string_view TextList::text_in(const Part& part, std::size_t at) {
    const std::size_t begin = at == 0 ? 0 : part.ends[at - 1];
    return std::string_view(part.bytes).substr(begin, part.ends[at] - begin);
}

std::string_view TextList::text(std::uint32_t place) const {
    const std::size_t at = place - 1;
    return text_in(*parts_[at / part_size], at % part_size);
}

std::uint32_t TextList::find(std::string_view text) const {
    for (std::uint32_t place = 1; place <= size_; ++place) {
        if (this->text(place) == text) return place;
    }
    return 0;
}

Places TextList::containing(std::string_view part) const {
    Places found{.all = {}, .list_size = size_};
    std::uint32_t before = 0;
    for (const auto& texts : parts_) {
        const std::string_view bytes = texts->bytes;
        const auto& ends = texts->ends;
        std::size_t from = 0;
        while (from < bytes.size()) {
            const void* const hit =
                ::memmem(bytes.data() + from, bytes.size() - from, part.data(), part.size());
            if (hit == nullptr) break;
            const auto at = static_cast<std::size_t>(static_cast<const char*>(hit) - bytes.data());
            const auto end = std::upper_bound(ends.begin(), ends.end(), at);
            if (at + part.size() <= *end) {
                found.all.push_back(before + static_cast<std::uint32_t>(end - ends.begin()) + 1);
                from = *end;
            } else {
                from = at + 1;  // begins in one text and ends in the next
            }
        }
        before += static_cast<std::uint32_t>(ends.size());
    }
    return found;
}

std::size_t TextList::bytes() const {
    std::size_t sum = parts_.capacity() * sizeof(parts_.front());
    for (const auto& part : parts_) {
        sum +=
            sizeof(Part) + part->bytes.capacity() + part->ends.capacity() * sizeof(std::uint32_t);
    }
    return sum;
}

std::uint32_t TextListWriter::place_of(std::string_view text) {
    if (text.empty()) return 0;
    if ((std::size_t{size_} + 1) * 4 > slots_.size() * 3) grow();
    const std::size_t slot = slot_of(text);
    if (slots_[slot] != 0) return slots_[slot];
    base::check(size_ < std::numeric_limits<std::uint32_t>::max(), "places are 32-bit numbers");
    last_.bytes += text;
    last_.ends.push_back(static_cast<std::uint32_t>(last_.bytes.size()));
    slots_[slot] = ++size_;
    if (last_.ends.size() == TextList::part_size) close_part();
    return size_;
}

TextList TextListWriter::list() {
    if (listed_.size_ == size_) return listed_;
    listed_ = closed_;
    if (!last_.ends.empty()) listed_.parts_.push_back(std::make_shared<TextList::Part>(last_));
    listed_.size_ = size_;
    return listed_;
}

std::size_t TextListWriter::bytes() const {
    return slots_.capacity() * sizeof(std::uint32_t) + last_.bytes.capacity() +
           last_.ends.capacity() * sizeof(std::uint32_t) +
           closed_.parts_.capacity() * sizeof(closed_.parts_.front());
}

std::string_view TextListWriter::text(std::uint32_t place) const {
    if (place <= closed_.size_) return closed_.text(place);
    return TextList::text_in(last_, place - 1 - closed_.size_);
}

void TextListWriter::close_part() {
    // Copied, not moved, so that both keep just the memory they need.
    closed_.parts_.push_back(std::make_shared<TextList::Part>(last_));
    closed_.size_ = size_;
    last_.bytes.clear();
    last_.ends.clear();
}

void TextListWriter::grow() {
    slots_.assign(std::max<std::size_t>(16, slots_.size() * 2), 0);
    for (std::uint32_t place = 1; place <= size_; ++place) {
        slots_[slot_of(text(place))] = place;
    }
}

/// Where the text is, or the free slot where it belongs.
std::size_t TextListWriter::slot_of(std::string_view text) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t slot = std::hash<std::string_view>{}(text)&mask;
    while (slots_[slot] != 0 && this->text(slots_[slot]) != text)
        slot = (slot + 1) & mask;
    return slot;
}

}  // namespace edgvoip::index
