#include "w3/api/endpoints.hpp"
#include "w3/api/json_answer.hpp"
#include "w3/api/problems.hpp"
#include "w3/store/people.hpp"

namespace w3::api {
namespace {

http::Answer status_answer(std::string_view status) {
    return json_answer(200, [&](http::JsonWriter& json) {
        json.begin_object();
        json.field("status", status);
        json.end_object();
    });
}

}  // namespace

http::Answer health(const Context&, const http::Request&) {
    return status_answer("ok");
}

http::Answer readiness(const Context& context, const http::Request& request) {
    const auto read = context.database->read([](sql::Connection& connection) -> base::Result<void> {
        const auto nobody = store::find_person(connection, {}, {});
        if (!nobody) return nobody.error();
        return {};
    });
    if (!read) return store_problem(context, request, read.error());
    return status_answer("ready");
}

http::Answer key_set(const Context& context, const http::Request&) {
    http::Answer answer;
    answer.content_type = "application/jwk-set+json";
    answer.headers.emplace_back("Cache-Control", "no-cache");
    answer.body = context.jwks;
    return answer;
}

}  // namespace w3::api
