#include "edgvoip/api/call_json.hpp"

#include <gtest/gtest.h>

namespace edgvoip::api {
namespace {

class CallJsonTest : public testing::Test {
protected:
    CallJsonTest() {
        call.tenant = tenant.id;
        call.id = {"c\"1"};
        call.start = {1'761'815'525'000'000};
        call.end = {1'761'815'545'000'000};
        call.ring_sec = call.duration_sec = 20;
        call.missed_reason = call::MissedReason::failed;
    }

    std::string item(bool masked = false) const {
        std::string out;
        http::JsonWriter json(out);
        write_call(json, call, tenant, masked);
        return out;
    }

    std::shared_ptr<const directory::Directory> directory =
        directory::Directory::parse(R"({"tenants":[
{"tenant_id":"a0000000-0000-4000-8000-00000000000a","sip_domain":"a.example","name":"A",
 "timezone":"Europe/Rome","country":"IT","pbx_contexts":[],"account_codes":[],"stores":[],
 "extensions":[],"dids":[]}]})")
            .value();
    const directory::Tenant& tenant = directory->tenants().front();
    call::Call call;
};

TEST_F(CallJsonTest, WritesEveryFieldInTheContractsOrder) {
    EXPECT_EQ(item(), R"({"call_id":"c\"1","sip_domain":"a.example",)"
                      R"("tenant_id":"a0000000-0000-4000-8000-00000000000a","store_id":null,)"
                      R"("direction":"in","from_uri":null,"to_uri":null,"did_e164":null,)"
                      R"("ext_number":null,"start_ts":"2025-10-30T09:12:05Z","answer_ts":null,)"
                      R"("end_ts":"2025-10-30T09:12:25Z","billsec":0,"disposition":"FAILED",)"
                      R"("recording_url":null,"qos":null,"from_name":null,"user_id":null,)"
                      R"("ring_sec":20,"duration_sec":20,"hangup_cause":null,)"
                      R"("missed_reason":"failed"})");
}

TEST_F(CallJsonTest, FiguresHaveTheirDecimals) {
    call.quality.mos_centi = 430;
    call.quality.jitter_tenth_ms = 90;
    call.quality.loss_centi_pct = 5;
    EXPECT_NE(item().find(R"("qos":{"mos":4.30,"jitter_ms":9.0,"loss_pct":0.05})"),
              std::string::npos)
        << item();
}

TEST_F(CallJsonTest, QosIsThereWhenAnythingWasMeasured) {
    call.quality.loss_centi_pct = 0;
    EXPECT_NE(item().find(R"("qos":{"mos":null,"jitter_ms":null,"loss_pct":0.00})"),
              std::string::npos)
        << item();
    call.quality = {};
    call.quality.pbx_mos_centi = 450;
    EXPECT_NE(item().find(R"("qos":null)"), std::string::npos);
}

TEST_F(CallJsonTest, ACallOfAnotherTenantIsNeverWritten) {
    call.tenant = {base::Uuid::random()};
    EXPECT_THROW((void)item(), base::Bug);
    std::string out;
    http::JsonWriter json(out);
    EXPECT_THROW(write_call_detail(json, call, tenant, false), base::Bug);
}

}  // namespace
}  // namespace edgvoip::api
