#include "base/phone_number.hpp"
#include "collected.hpp"
#include "edgvoip/directory/directory.hpp"

#include <set>

namespace edgvoip::simulate {
namespace {

TEST(Chain, the_first_tenant_is_the_largest_and_every_range_is_kept) {
    const Chain chain = chain_of({.seed = 7,
                                  .tenants = 30,
                                  .stores_per_tenant_min = 2,
                                  .stores_per_tenant_max = 12,
                                  .agents_per_store_min = 2,
                                  .agents_per_store_max = 4});
    ASSERT_EQ(chain.tenants.size(), 30U);
    EXPECT_EQ(chain.tenants.front().stores.size(), 12U);
    EXPECT_EQ(chain.tenants.back().stores.size(), 2U);
    for (const Tenant& tenant : chain.tenants) {
        std::size_t extensions = 0;
        for (const Store& store : tenant.stores) {
            EXPECT_GE(store.extensions.size(), 2U);
            EXPECT_LE(store.extensions.size(), 4U);
            extensions += store.extensions.size();
        }
        EXPECT_EQ(extensions, tenant.extensions.size());
        EXPECT_EQ(tenant.extensions.front().ext, "1001");
    }
}

TEST(Chain, domains_follow_the_pattern_beyond_the_alphabet) {
    const Chain chain = chain_of({.tenants = 28, .stores_per_tenant_max = 2});
    EXPECT_EQ(chain.tenants[0].sip_domain, "catena-a.demo.edgvoip.test");
    EXPECT_EQ(chain.tenants[25].sip_domain, "catena-z.demo.edgvoip.test");
    EXPECT_EQ(chain.tenants[26].sip_domain, "catena-aa.demo.edgvoip.test");
    EXPECT_EQ(chain.tenants[27].slug, "catena-ab");
}

TEST(Chain, every_did_is_a_valid_landline_that_nobody_else_has) {
    const Chain chain = chain_of({.tenants = 40, .stores_per_tenant_max = 60});
    std::set<std::string> dids;
    std::set<std::string> names;
    for (const Tenant& tenant : chain.tenants) {
        EXPECT_TRUE(names.insert(tenant.name).second) << tenant.name;
        std::set<std::string> stores;
        for (const Store& store : tenant.stores) {
            EXPECT_EQ(base::PhoneNumber::read(store.did_e164, "IT").text(), store.did_e164);
            EXPECT_TRUE(base::PhoneNumber::read(store.did_e164, "IT").is_e164());
            EXPECT_TRUE(store.did_e164.starts_with("+39" + store.area));
            EXPECT_TRUE(dids.insert(store.did_e164).second);
            EXPECT_TRUE(stores.insert(store.name).second) << store.name;
        }
        if (!tenant.central_did_e164.empty()) {
            EXPECT_TRUE(dids.insert(tenant.central_did_e164).second);
        }
    }
    EXPECT_GT(dids.size(), 150U);
}

TEST(Chain, the_same_seed_gives_the_same_chain_and_another_seed_another) {
    const std::string one = directory_json(chain_of({.seed = 5}));
    EXPECT_EQ(one, directory_json(chain_of({.seed = 5})));
    EXPECT_NE(one, directory_json(chain_of({.seed = 6})));
}

TEST(Chain, the_directory_accepts_it) {
    const Chain chain =
        chain_of({.tenants = 60, .stores_per_tenant_min = 1, .stores_per_tenant_max = 30});
    const auto directory = directory::Directory::parse(directory_json(chain));
    ASSERT_TRUE(directory) << directory.error().detail;
    ASSERT_EQ((*directory)->tenants().size(), chain.tenants.size());
    for (const Tenant& tenant : chain.tenants) {
        const directory::Tenant* known = (*directory)->by_id(tenant.id);
        ASSERT_NE(known, nullptr);
        EXPECT_EQ(known, (*directory)->by_domain(tenant.sip_domain));
        EXPECT_EQ(known, (*directory)->by_context(tenant.slug + "-inbound"));
        EXPECT_EQ(known, (*directory)->by_account_code(tenant.slug));
        EXPECT_EQ(known->stores.size(), tenant.stores.size());
        EXPECT_EQ(known->extensions.size(), tenant.extensions.size());
        for (const Store& store : tenant.stores) {
            for (const std::string_view written :
                 {std::string_view(store.did_e164), std::string_view(store.did_e164).substr(1),
                  std::string_view(store.did_e164).substr(3)}) {
                EXPECT_EQ((*directory)->by_did(written), known) << written;
                const directory::Did* did = known->did(written);
                ASSERT_NE(did, nullptr) << written;
                EXPECT_EQ(did->store, store.id);
            }
        }
    }
}

TEST(Chain, options_out_of_range_are_named) {
    const auto refusal = [](ChainOptions options) {
        const auto chain = make_chain(options);
        EXPECT_FALSE(chain);
        if (chain) return std::string();
        EXPECT_EQ(chain.error().fault, base::Fault::invalid);
        return chain.error().detail.substr(0, chain.error().detail.find(' '));
    };
    EXPECT_EQ(refusal({.tenants = 0}), "tenants");
    EXPECT_EQ(refusal({.tenants = 1001}), "tenants");
    EXPECT_EQ(refusal({.stores_per_tenant_min = 0}), "stores_per_tenant_min");
    EXPECT_EQ(refusal({.stores_per_tenant_min = 5, .stores_per_tenant_max = 4}),
              "stores_per_tenant_max");
    EXPECT_EQ(refusal({.agents_per_store_min = 1}), "agents_per_store_min");
    EXPECT_EQ(refusal({.agents_per_store_max = 21}), "agents_per_store_max");
    EXPECT_EQ(refusal({.calls_per_store_day = 0}), "calls_per_store_day");
    EXPECT_EQ(refusal({.sip_domain_pattern = "one.test"}), "sip_domain_pattern");
    EXPECT_EQ(refusal({.callbacks_after = Delay{0, 60}}), "callbacks_after.least_sec");
    EXPECT_EQ(refusal({.callbacks_after = Delay{60, 59}}), "callbacks_after.most_sec");
    EXPECT_EQ(refusal({.callbacks_after = Delay{60, 86'401}}), "callbacks_after.most_sec");
}

}  // namespace
}  // namespace edgvoip::simulate
