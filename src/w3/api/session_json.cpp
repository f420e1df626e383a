#include "w3/api/session_json.hpp"

#include "w3/api/json_answer.hpp"
#include "w3/api/person_json.hpp"
#include "w3/people/scope.hpp"

namespace w3::api {

http::Answer session_answer(const Visitor& visitor) {
    return json_answer(200, [&](http::JsonWriter& json) {
        json.begin_object();
        json.key("person");
        json.begin_object();
        write_person_members(json, visitor.person);
        json.field("must_change_password", visitor.person.must_change_password);
        json.end_object();
        json.key("tenant");
        json.begin_object();
        json.field("tenant_id", visitor.tenant->id.uuid.text());
        json.field("sip_domain", visitor.tenant->sip_domain);
        json.field("name", visitor.tenant->name);
        json.field("timezone", visitor.tenant->timezone);
        json.end_object();
        json.field("csrf", visitor.session.csrf);
        const people::May may = people::may_of(visitor.person);
        json.key("may");
        json.begin_object();
        json.field("export", may.export_calls);
        json.field("administer", may.administer);
        json.field("see_stores", may.see_stores);
        json.field("callbacks", may.call_back);
        json.field("assign", may.assign);
        json.end_object();
        json.end_object();
    });
}

}  // namespace w3::api
