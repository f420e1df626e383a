#include "server_under_test.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <set>
#include <sstream>

namespace edgvoip::tests {
namespace {

namespace json = boost::json;

std::string text_of(const json::value& value) {
    return std::string(value.as_string());
}

class Contract : public testing::Test {
protected:
    Contract() : contract(json::parse(server.get("/api/openapi.json").body)) {}

    /// What a `$ref` stands for, or the value itself.
    const json::value& resolved(const json::value& value) const {
        const json::object* object = value.if_object();
        const json::value* reference = object == nullptr ? nullptr : object->if_contains("$ref");
        if (reference == nullptr) return value;
        return contract.at_pointer(text_of(*reference).substr(1));
    }

    std::vector<json::object> parameters_of(const json::value& operation, const char* place) const {
        std::vector<json::object> out;
        const json::value* list = operation.as_object().if_contains("parameters");
        if (list == nullptr) return out;
        for (const json::value& one : list->as_array()) {
            const json::object& parameter = resolved(one).as_object();
            if (parameter.at("in") == place) out.push_back(parameter);
        }
        return out;
    }

    std::string given_cursor() const {
        const auto page = json::parse(server.get("/api/cdr?page_size=1", server.bearer("a")).body);
        return text_of(page.at("next_cursor"));
    }

    /// An example of the parameter as it is written in a query.
    static std::string example_of(const json::object& parameter) {
        const json::value* example = parameter.if_contains("example");
        if (example == nullptr) {
            example = &parameter.at("examples").as_object().begin()->value().at("value");
        }
        std::string out;
        if (const json::array* list = example->if_array()) {
            for (const json::value& one : *list)
                out += (out.empty() ? "" : ",") + text_of(one);
            return out;
        }
        if (example->is_double()) {
            std::ostringstream number;
            number << example->as_double();
            return number.str();
        }
        out = example->is_string() ? text_of(*example) : json::serialize(*example);
        for (std::size_t at = out.find('+'); at != std::string::npos; at = out.find('+')) {
            out.replace(at, 1, "%2B");
        }
        return out;
    }

    /// The path with an existing thing in the place of each `{name}`.
    static std::string filled(std::string path) {
        for (const auto& [name, value] : {std::pair("{call_id}", "a1"), {"{file}", "page.css"}}) {
            const std::size_t at = path.find(name);
            if (at != std::string::npos) path.replace(at, std::string_view(name).size(), value);
        }
        return path;
    }

    bool is_unknown(const std::string& path, const std::string& name) const {
        const http::Answer answer =
            server.get(path + "?" + name + "=chain-a.example", server.bearer("a"));
        return answer.body.find(R"({"parameter":")" + name +
                                R"(","reason":"is not a parameter of this endpoint"})") !=
               std::string::npos;
    }

    ServerUnderTest server;
    json::value contract;
};

TEST_F(Contract, HasExactlyTheRoutesOfTheServer) {
    std::set<std::string> served, written;
    for (const auto& route : server.router().routes()) {
        served.insert(route.pattern);
        EXPECT_EQ(route.methods, std::vector{http::Method::get}) << route.pattern;
    }
    for (const auto& [path, methods] : contract.at("paths").as_object()) {
        written.insert(std::string(path));
        EXPECT_EQ(methods.as_object().size(), 1U) << path;
        EXPECT_TRUE(methods.as_object().contains("get")) << path;
    }
    EXPECT_EQ(served, written);
}

TEST_F(Contract, EveryEndpointTakesExactlyItsParameters) {
    std::set<std::string> all = {"cursor",      "updated_since", "token",  "limit",
                                 "offset",      "order",         "fields", "tenant_id",
                                 "only_unique", "group_by",      "Page"};
    for (const auto& [path, methods] : contract.at("paths").as_object()) {
        for (const auto& one : parameters_of(methods.at("get"), "query")) {
            all.insert(text_of(one.at("name")));
        }
    }
    ASSERT_GT(all.size(), 25U);
    for (const auto& [path, methods] : contract.at("paths").as_object()) {
        std::set<std::string> known;
        for (const auto& one : parameters_of(methods.at("get"), "query")) {
            known.insert(text_of(one.at("name")));
        }
        for (const std::string& name : all) {
            EXPECT_EQ(is_unknown(filled(std::string(path)), name), !known.contains(name))
                << path << ' ' << name;
        }
    }
}

TEST_F(Contract, EveryExampleIsAccepted) {
    for (const auto& [path, methods] : contract.at("paths").as_object()) {
        for (const auto& parameter : parameters_of(methods.at("get"), "query")) {
            const std::string name = text_of(parameter.at("name"));
            // Only a server can say what is one of its cursors.
            const std::string value = name == "cursor" ? given_cursor() : example_of(parameter);
            const std::string target = filled(std::string(path)) + "?" + name + "=" + value;
            EXPECT_EQ(server.get(target, server.bearer("a")).status, 200) << target;
        }
    }
}

TEST_F(Contract, DescribesEveryParameterAndEveryAnswer) {
    for (const auto& [path, methods] : contract.at("paths").as_object()) {
        const json::object& operation = methods.at("get").as_object();
        for (const char* member : {"tags", "operationId", "summary", "responses"}) {
            EXPECT_TRUE(operation.contains(member)) << path << ' ' << member;
        }
        for (const char* place : {"query", "path"}) {
            for (const auto& parameter : parameters_of(methods.at("get"), place)) {
                EXPECT_TRUE(parameter.contains("schema")) << path;
                EXPECT_TRUE(parameter.contains("description")) << path;
            }
        }
        const json::object& responses = operation.at("responses").as_object();
        const bool open = operation.contains("security");
        for (const char* status : {"200", "400", "405"}) {
            EXPECT_TRUE(responses.contains(status)) << path << ' ' << status;
        }
        for (const char* status : {"401", "403"}) {
            EXPECT_EQ(responses.contains(status), !open) << path << ' ' << status;
        }
        for (const auto& [status, response] : responses) {
            EXPECT_TRUE(resolved(response).as_object().contains("description"))
                << path << ' ' << status;
        }
    }
}

TEST_F(Contract, EveryReferenceLeadsSomewhere) {
    std::vector<const json::value*> open = {&contract};
    std::size_t references = 0;
    while (!open.empty()) {
        const json::value& value = *open.back();
        open.pop_back();
        if (const json::array* array = value.if_array()) {
            for (const json::value& one : *array)
                open.push_back(&one);
        } else if (const json::object* object = value.if_object()) {
            if (object->contains("$ref")) {
                ++references;
                EXPECT_NO_THROW(resolved(value)) << json::serialize(value);
            }
            for (const auto& member : *object)
                open.push_back(&member.value());
        }
    }
    EXPECT_GT(references, 50U);
}

/// Every member of a value is named by the schema, and every required one is there.
TEST_F(Contract, CallsHaveExactlyTheMembersOfTheirSchema) {
    const json::object& schemas = contract.at("components").at("schemas").as_object();
    const auto names = [](const json::value& properties) {
        std::set<std::string> out;
        for (const auto& member : properties.as_object())
            out.insert(std::string(member.key()));
        return out;
    };
    const std::set<std::string> of_call = names(schemas.at("Call").at("properties"));
    std::set<std::string> of_detail =
        names(schemas.at("CallDetail").at("allOf").at(1).at("properties"));
    of_detail.insert(of_call.begin(), of_call.end());
    EXPECT_EQ(schemas.at("Call").at("required").as_array().size(), of_call.size());

    const auto list = json::parse(server.get("/api/cdr", server.bearer("a")).body);
    EXPECT_EQ(names(list), names(schemas.at("ListFrame").at("properties")));
    for (const json::value& item : list.at("items").as_array())
        EXPECT_EQ(names(item), of_call);
    const auto sync =
        json::parse(server.get("/api/cdr?updated_since=start", server.bearer("a")).body);
    EXPECT_EQ(names(sync), names(schemas.at("CallChanges").at("properties")));
    const auto detail = json::parse(server.get("/api/cdr/a1", server.bearer("a")).body);
    EXPECT_EQ(names(detail), of_detail);
    EXPECT_EQ(names(detail.at("qos")), names(schemas.at("Qos").at("properties")));
    EXPECT_EQ(names(detail.at("quality")), names(schemas.at("Quality").at("properties")));
    EXPECT_EQ(names(detail.at("legs").at(0)), names(schemas.at("Leg").at("properties")));
    for (const auto& [path, schema] : {std::pair("/api/directory/stores", "Store"),
                                       std::pair("/api/directory/extensions", "Extension"),
                                       std::pair("/api/directory/dids", "Did")}) {
        const auto entries = json::parse(server.get(path, server.bearer("a")).body);
        EXPECT_EQ(names(entries.at("items").at(0)), names(schemas.at(schema).at("properties")));
    }
}

/// The names of an object schema's properties, those of its parts and of what they refer to, too.
std::set<std::string> properties_of(const json::value& contract, const json::value& schema) {
    std::set<std::string> out;
    const json::object& object = schema.as_object();
    if (const json::value* reference = object.if_contains("$ref"))
        return properties_of(contract, contract.at_pointer(text_of(*reference).substr(1)));
    if (const json::value* parts = object.if_contains("allOf")) {
        for (const json::value& part : parts->as_array())
            out.merge(properties_of(contract, part));
    }
    if (const json::value* properties = object.if_contains("properties")) {
        for (const auto& member : properties->as_object())
            out.insert(std::string(member.key()));
    }
    return out;
}

TEST_F(Contract, FiguresHaveExactlyTheMembersOfTheirSchemas) {
    const auto compare = [&](const json::value& object, const char* schema,
                             const std::set<std::string>& absent = {}) {
        std::set<std::string> expected =
            properties_of(contract, contract.at("components").at("schemas").at(schema));
        for (const std::string& name : absent)
            expected.erase(name);
        std::set<std::string> names;
        for (const auto& member : object.as_object())
            names.insert(std::string(member.key()));
        EXPECT_EQ(names, expected) << schema;
    };
    const auto get = [&](const std::string& target) {
        return json::parse(server.get("/api/analytics/" + target, server.bearer("a")).body);
    };
    const auto summary = get("summary?percentiles=true&compare=previous");
    compare(summary, "Summary");
    compare(summary.at("previous"), "SummaryFigures");
    compare(summary.at("mos_sources"), "MosSources");
    compare(summary.at("missed_by_reason"), "MissedByReason");
    compare(summary.at("percentiles").at("talk_sec"), "Percentiles");
    compare(get("summary"), "Summary", {"previous", "percentiles"});
    for (const auto& [target, schema] :
         {std::pair("by-store", "StoreFigures"), std::pair("by-agent", "AgentFigures"),
          std::pair("missed", "MissedCall")}) {
        const auto list = get(target);
        compare(list, "FiguresFrame");
        compare(list.at("items").at(0), schema);
    }
    for (const auto& [group, key] : {std::pair("total", ""), std::pair("hour", "period_start"),
                                     std::pair("day", "period_start"),
                                     std::pair("store", "store_id"), std::pair("agent", "ext")}) {
        std::set<std::string> others = {"period_start", "store_id", "ext"};
        others.erase(key);
        const auto list = get(std::string("qos?group_by=") + group);
        compare(list, "FiguresFrame");
        compare(list.at("items").at(0), "QosFigures", others);
    }
    compare(get("series"), "Series");
    compare(get("series").at("items").at(0), "SeriesItem");
    compare(get("heatmap"), "Heatmap");
    compare(get("heatmap").at("items").at(0), "HeatmapCell");
    compare(get("definitions"), "Definitions");
    compare(get("definitions").at("items").at(0), "Definition");
    compare(get("definitions").at("items").at(0).at("text"), "Languages");
}

}  // namespace
}  // namespace edgvoip::tests
