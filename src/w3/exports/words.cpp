#include "w3/exports/words.hpp"

#include "base/error.hpp"
#include "w3/exports/embedded_files.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

namespace w3::exports {
namespace {

namespace json = boost::json;

json::object object_of(std::string_view file_name) {
    for (const EmbeddedFile& file : embedded_files()) {
        if (file.name == file_name) {
            return json::parse({file.bytes.data(), file.bytes.size()}).as_object();
        }
    }
    throw base::Bug("every language has its files");
}

std::string text_of(const json::value& value) {
    const json::string& text = value.as_string();
    return {text.data(), text.size()};
}

std::string_view find_in(const std::map<std::string, std::string, std::less<>>& texts,
                         std::string_view key) {
    const auto found = texts.find(key);
    return found == texts.end() ? std::string_view() : found->second;
}

}  // namespace

std::optional<Language> language_of(std::string_view code) {
    if (code == "it") return Language::italian;
    if (code == "en") return Language::english;
    return std::nullopt;
}

Words::Words(std::string_view code) {
    for (const char* const part : {"calls.", "words."}) {
        for (const auto& entry : object_of(part + std::string(code) + ".json"))
            texts_.emplace(entry.key(), text_of(entry.value()));
    }
    for (const auto& entry : object_of("causes.json"))
        causes_.emplace(entry.key(), text_of(entry.value().at({code.data(), code.size()})));
}

const Words& Words::of(Language language) {
    static const Words italian("it");
    static const Words english("en");
    return language == Language::italian ? italian : english;
}

std::string_view Words::find(std::string_view key) const {
    return find_in(texts_, key);
}

std::string_view Words::say(std::string_view key) const {
    const std::string_view text = find(key);
    base::check(!text.empty(), "what exports say is in every language");
    return text;
}

std::string_view Words::explain(std::string_view cause) const {
    return find_in(causes_, cause);
}

}  // namespace w3::exports
