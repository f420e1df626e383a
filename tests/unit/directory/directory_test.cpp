#include "edgvoip/directory/directory.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>

namespace edgvoip::directory {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr const char* tenant_a_id = "6f1d0a4e-0000-4000-8000-0000000000a1";
constexpr const char* tenant_b_id = "6f1d0a4e-0000-4000-8000-0000000000b1";
constexpr const char* store_roma = "a0000000-0000-4000-8000-000000000001";

/// Two sound tenants; `extra_a` and `extra_b` are put behind their members.
std::string two_tenants(const std::string& extra_a = "", const std::string& extra_b = "") {
    return std::string(R"({"tenants":[{"tenant_id":")") + tenant_a_id +
           R"(","sip_domain":"TenantA.example.it","name":"Catena A","timezone":"Europe/Rome",
        "country":"IT","stores":[{"store_id":")" +
           store_roma + R"(","name":"Roma Centro"}])" + extra_a + R"(},{"tenant_id":")" +
           tenant_b_id +
           R"(","sip_domain":"tenantb.example.it","name":"Catena B","timezone":"Europe/Rome",
        "country":"IT")" +
           extra_b + "}]}";
}

std::shared_ptr<const Directory> parsed(const std::string& text) {
    auto directory = Directory::parse(text);
    EXPECT_TRUE(directory) << directory.error().detail;
    return directory ? *directory : nullptr;
}

std::string problem_of(const std::string& text) {
    const auto directory = Directory::parse(text);
    EXPECT_FALSE(directory);
    if (directory) return {};
    EXPECT_EQ(directory.error().fault, base::Fault::invalid);
    return directory.error().detail;
}

TEST(Directory, finds_tenants_by_id_domain_context_account_code_and_did) {
    const auto directory =
        parsed(two_tenants(R"(,"pbx_contexts":["tenant-a-*","shop"],"account_codes":["a"],
                             "dids":[{"did_e164":"+39061234567","store_id":null,"label":"x"}])",
                           R"(,"pbx_contexts":["tenant-b-*"],"account_codes":["b"])"));
    const Tenant* a = directory->by_domain("TENANTA.example.IT");
    ASSERT_NE(a, nullptr);
    EXPECT_EQ(a->sip_domain, "tenanta.example.it");
    EXPECT_EQ(directory->by_id({*base::Uuid::parse(tenant_a_id)}), a);
    EXPECT_EQ(directory->by_context("tenant-a-inbound"), a);
    EXPECT_EQ(directory->by_context("shop"), a);
    EXPECT_EQ(directory->by_context("shop2"), nullptr);
    EXPECT_EQ(directory->by_context("public"), nullptr);
    EXPECT_EQ(directory->by_account_code("a"), a);
    EXPECT_EQ(directory->by_account_code("A"), nullptr);
    EXPECT_EQ(directory->by_account_code(""), nullptr);
    EXPECT_EQ(directory->by_did("+39061234567"), a);
    EXPECT_EQ(directory->by_did("+39061234568"), nullptr);
    EXPECT_EQ(directory->by_domain("other.example.it"), nullptr);
}

TEST(Directory, a_did_is_found_however_a_trunk_writes_it) {
    const auto directory =
        parsed(two_tenants(R"(,"dids":[{"did_e164":"+390287654321","label":"x"}])"));
    const Tenant& a = directory->tenants().front();
    for (const char* written : {"+390287654321", "390287654321", "0287654321", "00390287654321",
                                "+39 02 8765 4321", " 390287654321"}) {
        ASSERT_NE(a.did(written), nullptr) << written;
        EXPECT_EQ(a.did(written)->did_e164, "+390287654321") << written;
        EXPECT_EQ(directory->by_did(written), &a) << written;
    }
    for (const char* other : {"287654321", "+39028765432", "87654321", ""}) {
        EXPECT_EQ(a.did(other), nullptr) << other;
    }
}

TEST(Directory, settings_have_the_contracts_defaults) {
    const auto directory = parsed(two_tenants("", R"(,"settings":{"sl_sec":30,"contact_min_sec":20,
        "short_sec":4,"mask_numbers":true,"retention_days":180,
        "recording_url_template":"https://rec.example.it/{path}"})"));
    const Settings& defaults = directory->tenants()[0].settings;
    EXPECT_EQ(defaults.sl_sec, 20);
    EXPECT_EQ(defaults.contact_min_sec, 0);
    EXPECT_EQ(defaults.short_sec, 6);
    EXPECT_FALSE(defaults.mask_numbers);
    EXPECT_EQ(defaults.retention_days, 0);
    EXPECT_EQ(defaults.recording_url_template, "");
    const Settings& given = directory->tenants()[1].settings;
    EXPECT_EQ(given.sl_sec, 30);
    EXPECT_EQ(given.contact_min_sec, 20);
    EXPECT_EQ(given.short_sec, 4);
    EXPECT_TRUE(given.mask_numbers);
    EXPECT_EQ(given.retention_days, 180);
    EXPECT_EQ(given.recording_url_template, "https://rec.example.it/{path}");
}

TEST(Directory, extensions_are_ordered_as_people_count_and_point_to_stores) {
    const auto directory = parsed(two_tenants(
        std::string(R"(,"extensions":[{"ext":"1002"},{"ext":"99"},{"ext":"1001","user_id":"u1",
            "display_name":"Cassa 1","store_id":")") +
        store_roma + R"("}])"));
    const Tenant& a = directory->tenants().front();
    ASSERT_EQ(a.extensions.size(), 3U);
    EXPECT_EQ(a.extensions[0].ext, "99");
    EXPECT_EQ(a.extensions[2].ext, "1002");
    ASSERT_NE(a.extension("1001"), nullptr);
    EXPECT_EQ(a.extension("1001")->user_id, "u1");
    EXPECT_EQ(a.extension("1001")->store, a.stores.front().id);
    EXPECT_EQ(a.extension("1003"), nullptr);
}

TEST(Directory, equal_content_has_equal_fingerprints_and_other_content_another) {
    EXPECT_EQ(parsed(two_tenants())->fingerprint(), parsed(two_tenants())->fingerprint());
    EXPECT_NE(parsed(two_tenants())->fingerprint(),
              parsed(two_tenants(R"(,"account_codes":["a"])"))->fingerprint());
}

struct Broken {
    const char* what;
    std::string text;
    const char* said;
};

class BrokenDirectory : public testing::TestWithParam<Broken> {};

TEST_P(BrokenDirectory, is_refused_naming_what_and_where) {
    EXPECT_THAT(problem_of(GetParam().text), HasSubstr(GetParam().said));
}

INSTANTIATE_TEST_SUITE_P(
    Each, BrokenDirectory,
    testing::Values(
        Broken{"not_json", "{", "is not JSON"}, Broken{"not_object", "[]", "is not an object"},
        Broken{"no_tenants", "{}", "lacks 'tenants'"},
        Broken{"unknown_top_key", R"({"tenants":[],"x":1})", "unknown key 'x'"},
        Broken{"unknown_key", two_tenants(R"(,"colour":"red")"),
               "tenant 1 (TenantA.example.it): has the unknown key 'colour'"},
        Broken{
            "duplicate_id",
            R"({"tenants":[{"tenant_id":"6f1d0a4e-0000-4000-8000-0000000000a1","sip_domain":"a.it","name":"A","timezone":"Europe/Rome","country":"IT"},
                  {"tenant_id":"6f1d0a4e-0000-4000-8000-0000000000a1","sip_domain":"b.it","name":"B","timezone":"Europe/Rome","country":"IT"}]})",
            "tenant 2 (b.it): has the tenant_id of another tenant"},
        Broken{
            "duplicate_domain",
            R"({"tenants":[{"tenant_id":"6f1d0a4e-0000-4000-8000-0000000000a1","sip_domain":"a.it","name":"A","timezone":"Europe/Rome","country":"IT"},
                  {"tenant_id":"6f1d0a4e-0000-4000-8000-0000000000b1","sip_domain":"A.IT","name":"B","timezone":"Europe/Rome","country":"IT"}]})",
            "has the sip_domain of another tenant"},
        Broken{
            "bad_uuid",
            R"({"tenants":[{"tenant_id":"7","sip_domain":"a.it","name":"A","timezone":"Europe/Rome","country":"IT"}]})",
            "'tenant_id' ('7') is not a UUID"},
        Broken{
            "bad_zone",
            R"({"tenants":[{"tenant_id":"6f1d0a4e-0000-4000-8000-0000000000a1","sip_domain":"a.it","name":"A","timezone":"Roma","country":"IT"}]})",
            "'Roma' is not a zone"},
        Broken{
            "bad_country",
            R"({"tenants":[{"tenant_id":"6f1d0a4e-0000-4000-8000-0000000000a1","sip_domain":"a.it","name":"A","timezone":"Europe/Rome","country":"Italia"}]})",
            "'country' ('Italia')"},
        Broken{
            "bad_domain",
            R"({"tenants":[{"tenant_id":"6f1d0a4e-0000-4000-8000-0000000000a1","sip_domain":"localhost","name":"A","timezone":"Europe/Rome","country":"IT"}]})",
            "'sip_domain' is not a domain name"},
        Broken{
            "number_for_name",
            R"({"tenants":[{"tenant_id":"6f1d0a4e-0000-4000-8000-0000000000a1","sip_domain":"a.it","name":5,"timezone":"Europe/Rome","country":"IT"}]})",
            "'name' is not a string"},
        Broken{"same_did",
               two_tenants(R"(,"dids":[{"did_e164":"+39061234567"}])",
                           R"(,"dids":[{"did_e164":"+39061234567"}])"),
               "DID 1: is a DID of tenanta.example.it already"},
        Broken{"bad_did", two_tenants(R"(,"dids":[{"did_e164":"061234567"}])"),
               "is not an E.164 number"},
        Broken{"same_account_code",
               two_tenants(R"(,"account_codes":["x"])", R"(,"account_codes":["x"])"),
               "has the account code 'x' of tenanta.example.it"},
        Broken{"overlapping_contexts",
               two_tenants(R"(,"pbx_contexts":["tenant-*"])", R"(,"pbx_contexts":["tenant-b-*"])"),
               "the context pattern 'tenant-b-*' overlaps 'tenant-*' of tenanta.example.it"},
        Broken{"overlapping_exact",
               two_tenants(R"(,"pbx_contexts":["shop"])", R"(,"pbx_contexts":["sh*"])"),
               "overlaps 'shop'"},
        Broken{"star_inside", two_tenants(R"(,"pbx_contexts":["a*b"])"), "is not its end"},
        Broken{
            "unknown_store",
            two_tenants(
                R"(,"extensions":[{"ext":"1001","store_id":"a0000000-0000-4000-8000-000000000009"}])"),
            "extension 1 ('1001'): refers to the store"},
        Broken{
            "same_store",
            R"({"tenants":[{"tenant_id":"6f1d0a4e-0000-4000-8000-0000000000a1","sip_domain":"a.it","name":"A","timezone":"Europe/Rome","country":"IT",
                  "stores":[{"store_id":"a0000000-0000-4000-8000-000000000001","name":"x"},{"store_id":"a0000000-0000-4000-8000-000000000001","name":"y"}]}]})",
            "has the store_id of another store"},
        Broken{"same_extension", two_tenants(R"(,"extensions":[{"ext":"1001"},{"ext":"1001"}])"),
               "has the extension '1001' twice"},
        Broken{"setting_out_of_range", two_tenants(R"(,"settings":{"sl_sec":-1})"),
               "settings: 'sl_sec' is not a whole number from 0 to 3600"},
        Broken{"setting_wrong_type", two_tenants(R"(,"settings":{"mask_numbers":"yes"})"),
               "'mask_numbers' is not true or false"},
        Broken{"template_without_path",
               two_tenants(R"(,"settings":{"recording_url_template":"https://x/"})"),
               "has no {path}"}),
    [](const auto& broken) { return std::string(broken.param.what); });

TEST(Directory, every_problem_is_named_at_once) {
    const std::string problems = problem_of(
        two_tenants(R"(,"colour":"red","settings":{"sl_sec":-1})", R"(,"pbx_contexts":["a*b"])"));
    EXPECT_THAT(problems,
                AllOf(HasSubstr("colour"), HasSubstr("sl_sec"), HasSubstr("is not its end")));
}

TEST(Directory, a_file_that_is_not_there_is_named) {
    const auto directory = Directory::read_file("/nonexistent/directory.json");
    ASSERT_FALSE(directory);
    EXPECT_EQ(directory.error().fault, base::Fault::unavailable);
    EXPECT_THAT(directory.error().detail, HasSubstr("/nonexistent/directory.json"));
}

}  // namespace
}  // namespace edgvoip::directory
