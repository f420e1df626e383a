// What comes out of an Event Socket: cut into frames, then taken for a dialogue.
#include "edgvoip/source/freeswitch/event_frame.hpp"

#include "base/limits.hpp"
#include "edgvoip/source/freeswitch/event_dialogue.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace {

using edgvoip::source::freeswitch::EventDialogue;
using edgvoip::source::freeswitch::EventFrame;
using edgvoip::source::freeswitch::EventFrames;

/// All that was understood of some bytes.
struct Understood {
    std::vector<std::string> frames;
    std::string refusal;
    std::string dialogue;  // a letter a frame

    bool operator==(const Understood&) const = default;
};

void check_frame(const EventFrame& frame) {
    base::check(!frame.content_type.empty(), "a frame says what it is");
    base::check(frame.content_type.find('\n') == std::string_view::npos, "in one line");
    base::check(frame.reply_text.find('\n') == std::string_view::npos, "as a reply is");
    base::check(
        frame.content_type.size() + frame.reply_text.size() <= base::limits::event_header_bytes_max,
        "a header has its size");
    base::check(frame.body.size() <= base::limits::event_body_bytes_max, "a body has its size");
}

/// Answers as the socket does, and asks for a list after every third frame.
void hear(EventDialogue& dialogue, const EventFrame& frame, Understood& understood) {
    if (understood.dialogue.ends_with('!')) return;
    const bool was_awaited = dialogue.list_awaited();
    const auto heard = dialogue.hear(frame);
    if (!heard) {
        base::check(!heard.error().detail.empty(), "an end says why");
        understood.dialogue += '!';
        return;
    }
    const bool is_list =
        *heard == EventDialogue::Heard::list || *heard == EventDialogue::Heard::list_refused;
    base::check(is_list == (was_awaited && !dialogue.list_awaited()), "a list was asked for");
    base::check(*heard != EventDialogue::Heard::event || dialogue.is_subscribed(),
                "an event is told to who has subscribed");
    understood.dialogue += static_cast<char>('a' + static_cast<int>(*heard));
    if (dialogue.is_subscribed() && understood.dialogue.size() % 3 == 0) dialogue.asked_for_list();
}

void take_frames(EventFrames& frames, EventDialogue& dialogue, Understood& understood) {
    for (;;) {
        const auto frame = frames.next();
        if (!frame) {
            understood.refusal = frame.error().detail;
            base::check(!understood.refusal.empty(), "a refusal says why");
            return;
        }
        if (!*frame) return;
        check_frame(**frame);
        understood.frames.push_back(std::string((*frame)->content_type)
                                        .append(1, '\n')
                                        .append((*frame)->reply_text)
                                        .append(1, '\n')
                                        .append((*frame)->body));
        hear(dialogue, **frame, understood);
    }
}

/// In pieces of a size, then one byte more, and so on, beginning anew at the largest.
Understood understood_in_pieces(std::string_view bytes, std::size_t first, std::size_t largest) {
    EventFrames frames;
    EventDialogue dialogue;
    Understood understood;
    for (std::size_t size = first; !bytes.empty(); size = size < largest ? size + 1 : first) {
        const std::string_view piece = bytes.substr(0, size);
        frames.feed(piece);
        take_frames(frames, dialogue, understood);
        bytes.remove_prefix(piece.size());
    }
    return understood;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const Understood whole = understood_in_pieces(bytes, size + 1, size + 1);
    base::check(whole == understood_in_pieces(bytes, 1, 1), "bytes one by one mean the same");
    base::check(whole == understood_in_pieces(bytes, 1, 97), "and in pieces of all sizes");
    std::size_t taken = 0;
    for (const std::string& frame : whole.frames)
        taken += frame.size();
    base::check(taken <= size, "what is understood was said");
    return 0;
}
