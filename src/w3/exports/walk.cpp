#include "w3/exports/walk.hpp"

#include "base/limits.hpp"
#include "http/percent_encoding.hpp"

#include <utility>

namespace w3::exports {
namespace {

std::variant<Page, Failure> ask_page(Asking& asking, const std::string& target) {
    auto answer = asking.get(target);
    if (const auto* failure = std::get_if<Failure>(&answer)) return *failure;
    auto page = read_page(std::get<std::string>(answer));
    if (!page) return Failure::broken;
    return std::move(*page);
}

/// All items of a list that has pages and no cursor.
std::optional<Failure> each_page(Asking& asking, const std::string& path,
                                 const std::function<void(const boost::json::array&)>& take) {
    std::int64_t seen = 0;
    for (std::int64_t number = 1;; ++number) {
        auto asked =
            ask_page(asking, path + "?page_size=" + std::to_string(base::limits::page_size_max) +
                                 "&page=" + std::to_string(number));
        if (const auto* failure = std::get_if<Failure>(&asked)) return *failure;
        const Page& page = std::get<Page>(asked);
        take(page.items);
        seen += static_cast<std::int64_t>(page.items.size());
        if (page.items.empty() || seen >= page.total) return std::nullopt;
    }
}

}  // namespace

std::optional<Failure> walk_calls(Page page, Asking& asking, const TakeCalls& take) {
    for (;;) {
        if (const auto failure = take(page.items)) return failure;
        if (page.next_cursor.empty()) return std::nullopt;
        auto asked = ask_page(asking, "/api/cdr?cursor=" + http::percent_encoded(page.next_cursor));
        if (const auto* failure = std::get_if<Failure>(&asked)) return *failure;
        page = std::get<Page>(std::move(asked));
    }
}

std::variant<Names, Failure> read_names(Asking& asking) {
    Names names;
    const auto stores = each_page(asking, "/api/directory/stores",
                                  [&](const auto& items) { names.add_stores(items); });
    if (stores) return *stores;
    const auto extensions = each_page(asking, "/api/directory/extensions",
                                      [&](const auto& items) { names.add_extensions(items); });
    if (extensions) return *extensions;
    return names;
}

}  // namespace w3::exports
