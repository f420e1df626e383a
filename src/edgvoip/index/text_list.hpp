#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace edgvoip::index {

/// Some places of a list.
struct Places {
    std::vector<std::uint32_t> all;  ///< ascending
    std::uint32_t list_size = 0;     ///< places go from 1 to this
};

/// Different texts, each known by its place, from 1 on. Immutable: a longer list shares all but
/// the last part with the shorter one that it was. Any thread.
class TextList {
public:
    std::uint32_t size() const { return size_; }
    std::string_view text(std::uint32_t place) const;  ///< 1 to size()
    std::uint32_t find(std::string_view text) const;   ///< its place, 0 when it is not there

    /// Places of the texts that contain a part, which is not empty.
    Places containing(std::string_view part) const;

    /// Places of the texts for which `wanted(text)` holds.
    template <class Wanted>
    Places where(Wanted&& wanted) const {
        Places found{.all = {}, .list_size = size_};
        for (std::uint32_t place = 1; place <= size_; ++place) {
            if (wanted(text(place))) found.all.push_back(place);
        }
        return found;
    }

    std::size_t bytes() const;

private:
    friend class TextListWriter;

    struct Part {
        std::string bytes;                ///< the texts one behind the other
        std::vector<std::uint32_t> ends;  ///< where each ends
    };
    static constexpr std::uint32_t part_size = 1024;

    static std::string_view text_in(const Part& part, std::size_t at);

    std::vector<std::shared_ptr<const Part>> parts_;
    std::uint32_t size_ = 0;
};

/// Gives texts their places. One thread.
class TextListWriter {
public:
    /// The text's place, a new one when it has none yet; 0 for an empty text.
    std::uint32_t place_of(std::string_view text);

    /// All texts so far.
    TextList list();

    /// Of what only the writer keeps.
    std::size_t bytes() const;

private:
    std::string_view text(std::uint32_t place) const;
    void close_part();
    void grow();
    std::size_t slot_of(std::string_view text) const;

    TextList closed_;  ///< all parts but the last, which is still growing
    TextList::Part last_;
    TextList listed_;                   ///< what `list` gave
    std::vector<std::uint32_t> slots_;  ///< open addressing by hash: places, 0 free
    std::uint32_t size_ = 0;
};

}  // namespace edgvoip::index
