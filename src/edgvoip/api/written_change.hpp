#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace edgvoip::api {

/// The latest change of the calls that go on, as JSON: written once for all who see it alike, of
/// whom there may be hundreds. For the streams of one board, which calls them under its lock: no
/// two threads at once.
class WrittenChange {
public:
    /// What `write` gives for the change at this place of the board's history, when it is the first
    /// that asks for a view with this text (LiveView::text()); what it has given, when it is not.
    /// Good until the next call.
    const std::string& text(std::string_view place, const std::string& view,
                            const std::function<std::string()>& write);

private:
    std::string place_;
    std::unordered_map<std::string, std::string> by_view_;
};

}  // namespace edgvoip::api
