#pragma once

#include "pbx/call_text.hpp"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

/// The calls of a PBX that is made up. Each is one that was recorded: it comes in, rings a phone,
/// is answered, held, taken back, and hung up by one side, then the other; another takes its place.
class Calls {
public:
    /// So many that talk; the texts are in the folder, one a file.
    Calls(const std::filesystem::path& folder, std::size_t count);

    std::size_t count() const { return calls_.size(); }

    /// The event by which this call is held, or taken back when it is. They are equally long.
    void hold_or_take_back(std::size_t which, std::string& event);
    /// The next event in this call's life; true when it was its last.
    bool live_on(std::size_t which, std::string& event);

    /// The answer to `show channels as json`.
    std::string list() const;
    /// `{"id": "state", …}` of all, in the words of edgvoip's contract.
    std::string states() const;

private:
    struct OneCall {
        CallFacts facts;
        std::size_t told = 0;  // events of its life
    };

    void begin_another(OneCall& call);
    std::string_view state_of(const OneCall& call) const;

    std::vector<CallText> life_;
    CallText row_a_;
    CallText row_b_;
    std::vector<OneCall> calls_;
    std::size_t begun_ = 0;
};

}  // namespace bench
