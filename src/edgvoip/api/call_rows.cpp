#include "edgvoip/api/call_rows.hpp"

#include "edgvoip/api/call_json.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace edgvoip::api {

query::RowForm form_for(const Visitor& visitor) {
    return {.directory = visitor.directory->fingerprint(), .masked = visitor.sight.masked};
}

void write_rows(http::JsonWriter& json, const query::CallPage& page, const query::Sources& sources,
                const Visitor& visitor) {
    std::string texts;  // of the rows that are made here
    std::vector<std::size_t> ends;
    for (std::size_t i = 0; i < page.calls.size(); ++i) {
        const query::ListedCall& listed = page.calls[i];
        if (!listed.call) {
            json.raw(page.ready.row(i));
            continue;
        }
        const std::size_t begin = texts.size();
        http::JsonWriter row(texts);
        write_call(row, *listed.call, *visitor.tenant, visitor.sight.masked);
        json.raw(std::string_view(texts).substr(begin));
        ends.push_back(texts.size());
    }
    std::vector<query::MadeRow> made;
    made.reserve(ends.size());
    std::size_t begin = 0;
    auto end = ends.begin();
    for (const query::ListedCall& listed : page.calls) {
        if (!listed.call) continue;
        made.push_back({.call_id = listed.call->id.text,
                        .changed = listed.changed,
                        .row = std::string_view(texts).substr(begin, *end - begin)});
        begin = *end++;
    }
    query::keep_rows(sources, *visitor.tenant, form_for(visitor), page.change_seq, made);
}

}  // namespace edgvoip::api
