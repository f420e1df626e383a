#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace w3::exports {

enum class Language { italian, english };

/// The language of `it` or `en`; nothing for any other.
std::optional<Language> language_of(std::string_view code);

/// What exports say in one language: words of calls and causes as the pages have them, headings of
/// their own. Immutable; any thread.
class Words {
public:
    static const Words& of(Language language);

    /// The text of a key; empty when there is none.
    std::string_view find(std::string_view key) const;
    /// The same of a key that must be there.
    std::string_view say(std::string_view key) const;
    /// A hangup cause in plain words; empty for one that nobody has explained.
    std::string_view explain(std::string_view cause) const;

private:
    using Texts = std::map<std::string, std::string, std::less<>>;

    explicit Words(std::string_view code);

    Texts texts_;
    Texts causes_;
};

}  // namespace w3::exports
