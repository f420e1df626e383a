#include "w3/exports/failure.hpp"

#include "base/error.hpp"

#include <array>

namespace w3::exports {
namespace {

constexpr auto texts = std::to_array<FailureText>({
    {Failure::calls_unavailable, "calls_unavailable", "Calls unavailable",
     "the server that keeps the calls did not answer for too long: order the export again"},
    {Failure::calls_refused, "calls_refused", "Calls refused",
     "the server that keeps the calls does not take W3's questions; the log says why"},
    {Failure::list_changed, "list_changed", "List changed",
     "the list could not be read to its end, since it is another now: order the export again"},
    {Failure::not_permitted, "not_permitted", "Not permitted",
     "what you may see has changed on the way: order the export again"},
    {Failure::not_written, "not_written", "File not written",
     "the server has no room for the file, or cannot write it; the log says why"},
    {Failure::stopped, "stopped", "Server stopped", "the server was stopped: order it again"},
    {Failure::broken, "broken", "Export failed", "the export failed; the server's log says why"},
});

}  // namespace

std::span<const FailureText> failure_texts() {
    return texts;
}

const FailureText& text_of(Failure failure) {
    const FailureText& text = texts.at(static_cast<std::size_t>(failure));
    base::check(text.failure == failure, "failures are in the order of the enum");
    return text;
}

}  // namespace w3::exports
