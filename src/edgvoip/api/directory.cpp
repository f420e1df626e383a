#include "edgvoip/directory/directory.hpp"

#include "edgvoip/api/door.hpp"
#include "edgvoip/api/endpoints.hpp"
#include "edgvoip/api/etag.hpp"
#include "edgvoip/api/json_fields.hpp"
#include "edgvoip/api/list_answer.hpp"
#include "http/problem.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace edgvoip::api {
namespace {

void write_item(http::JsonWriter& json, const directory::Store& store) {
    json.field("store_id", store.id.uuid.text());
    json.field("name", store.name);
}

void write_item(http::JsonWriter& json, const directory::Extension& extension) {
    json.field("ext", extension.ext);
    json.field_or_null("user_id", extension.user_id);
    json.field_or_null("display_name", extension.display_name);
    write_store_id(json, extension.store);
}

void write_item(http::JsonWriter& json, const directory::Did& did) {
    json.field("did_e164", did.did_e164);
    write_store_id(json, did.store);
    json.field_or_null("label", did.label);
}

/// One page of the entries that `sees(visitor, entry)` lets through.
template <class Entry, class Sees>
http::Answer list_entries(const ApiContext& context, const http::Request& request,
                          const Visitor& visitor, http::QueryParameters& parameters,
                          const std::vector<Entry> directory::Tenant::* entries, Sees sees) {
    const query::PageRequest page = read_page(parameters);
    if (auto errors = parameters.errors(); !errors.empty()) {
        return http::bad_parameters(std::move(errors), request.request_id);
    }

    constexpr std::int64_t no_call = 0;
    std::string etag = etag_of(context, visitor, request, no_call);
    if (client_has(request, etag)) return not_modified(std::move(etag));
    std::vector<const Entry*> seen;
    for (const Entry& one : visitor.tenant->*entries) {
        if (sees(visitor, one)) seen.push_back(&one);
    }
    const auto total = static_cast<std::int64_t>(seen.size());
    const std::int64_t end = std::min(page.offset() + page.page_size, total);
    const std::int64_t begin = std::min(page.offset(), end);
    http::Answer answer =
        list_answer(page_frame(request, page, total), [&](http::JsonWriter& json) {
            for (std::int64_t i = begin; i < end; ++i) {
                json.begin_object();
                write_item(json, *seen[static_cast<std::size_t>(i)]);
                json.end_object();
            }
        });
    answer.items = end - begin;
    answer.headers.emplace_back("ETag", std::move(etag));
    return answer;
}

}  // namespace

http::Answer list_stores(const ApiContext& context, const http::Request& request,
                         const Visitor& visitor, http::QueryParameters& parameters) {
    return list_entries(context, request, visitor, parameters, &directory::Tenant::stores,
                        [](const Visitor& seeing, const directory::Store& store) {
                            return seeing.sight.sees(store, *seeing.tenant);
                        });
}

http::Answer list_extensions(const ApiContext& context, const http::Request& request,
                             const Visitor& visitor, http::QueryParameters& parameters) {
    return list_entries(context, request, visitor, parameters, &directory::Tenant::extensions,
                        [](const Visitor& seeing, const directory::Extension& extension) {
                            return seeing.sight.sees(extension);
                        });
}

http::Answer list_dids(const ApiContext& context, const http::Request& request,
                       const Visitor& visitor, http::QueryParameters& parameters) {
    return list_entries(context, request, visitor, parameters, &directory::Tenant::dids,
                        [](const Visitor& seeing, const directory::Did& did) {
                            return seeing.sight.sees(did, *seeing.tenant);
                        });
}

}  // namespace edgvoip::api
