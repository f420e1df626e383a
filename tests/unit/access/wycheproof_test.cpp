#include "access/base64url.hpp"
#include "access/compact.hpp"
#include "access/jwks.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>

namespace auth {
namespace {

namespace json = boost::json;

/// Vectors that end otherwise than they are labelled, with what happens and why.
struct Exception {
    bool taken;
    const char* reason;
};
const std::map<std::int64_t, Exception> exceptions = {
    {346, {false, "a PS384 token under a key that declares PS256: a key has one algorithm"}},
    {347, {false, "the key declares ES521, which is no algorithm"}},
    {350, {false, "as 346"}},
    {351, {false, "as 347"}},
    {367, {true, "byte for byte the valid vector 357: nothing in it is padded"}},
    {370, {true, "byte for byte the valid vector 357: nothing in it is padded"}},
    {372, {false, "labelled valid, has a '?' in its header, which base64url does not"}},
    {373, {false, "labelled valid, has a '?' in its payload, which base64url does not"}},
};

std::string text(const json::value& value) {
    return {value.as_string().data(), value.as_string().size()};
}

/// The group's key as this program would be given it; nothing when it would be refused.
std::optional<Key> key_of(const json::object& group) {
    if (const json::value* jwk = group.if_contains("public")) {
        json::object named = jwk->as_object();
        // RFC 7520 names its keys by an address, which is no key id here; which key is asked is
        // fixed in these vectors.
        if (named.contains("kid") && !is_key_id(text(named["kid"]))) named.erase("kid");
        const auto keys = read_jwks(json::serialize(json::object{{"keys", json::array{named}}}));
        if (!keys) return std::nullopt;
        return keys->front();
    }
    const json::object& secret = group.at("private").as_object();
    if (secret.at("alg").as_string() != "HS256") return std::nullopt;
    const auto key = Key::hs256("", base::Secret(*decode_base64url(text(secret.at("k")))));
    if (!key) return std::nullopt;
    return *key;
}

bool is_of_an_algorithm_here(const json::object& group) {
    const json::value* key = group.if_contains("public");
    const json::object& jwk = (key != nullptr ? *key : group.at("private")).as_object();
    const json::value* alg = jwk.if_contains("alg");
    return alg == nullptr || algorithm_of(text(*alg)).has_value();
}

bool is_taken(const std::optional<Key>& key, const std::string& jws) {
    if (!key) return false;
    const auto read = read_compact(jws);
    const auto* good = std::get_if<CompactJws>(&read);
    return good != nullptr && is_signed_by(*good, *key);
}

bool should_be_taken(const json::object& group, const json::object& test) {
    const auto exception = exceptions.find(test.at("tcId").as_int64());
    if (exception != exceptions.end()) return exception->second.taken;
    return is_of_an_algorithm_here(group) && test.at("result").as_string() == "valid";
}

TEST(Wycheproof, EveryVectorBehavesAsLabelledButForThoseListed) {
    std::ifstream file(EDG_SOURCE_DIR "/tests/fixtures/wycheproof/json_web_signature_test.json",
                       std::ios::binary);
    ASSERT_TRUE(file) << "the vectors are there";
    const json::value root = json::parse(std::string{std::istreambuf_iterator<char>(file), {}});
    std::int64_t tests = 0;
    std::size_t exceptions_met = 0;
    std::int64_t taken = 0;
    for (const json::value& entry : root.at("testGroups").as_array()) {
        const json::object& group = entry.as_object();
        const auto key = key_of(group);
        for (const json::value& vector : group.at("tests").as_array()) {
            const json::object& test = vector.as_object();
            ++tests;
            const bool is_good = is_taken(key, text(test.at("jws")));
            taken += is_good ? 1 : 0;
            EXPECT_EQ(is_good, should_be_taken(group, test))
                << "vector " << test.at("tcId").as_int64() << ' ' << text(test.at("comment"));
            exceptions_met += exceptions.count(test.at("tcId").as_int64());
        }
    }
    EXPECT_EQ(tests, root.at("numberOfTests").as_int64());
    EXPECT_EQ(exceptions_met, exceptions.size());
    EXPECT_EQ(taken, 20) << "valid ones of HS256, RS256 and ES256; the file has none of EdDSA";
}

}  // namespace
}  // namespace auth
