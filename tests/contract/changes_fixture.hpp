#pragma once

#include "changes_mirror.hpp"
#include "random_calls.hpp"
#include "store_fixture.hpp"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace edgvoip::store {

using Calls = std::map<std::string, call::Call>;

inline CallKey key_of(const call::Call& call) {
    return {call.tenant, call.start, call.id};
}

inline std::vector<std::string> ids_of(const ChangePage& page) {
    std::vector<std::string> ids;
    for (const call::Call& call : page.calls)
        ids.push_back(call.id.text);
    return ids;
}

class StoreChanges : public StoreContract {
protected:
    template <class Work>
    void in_one_change(Work work) {
        writer->begin().value();
        work(*writer);
        writer->commit().value();
    }
    void put_each(const std::vector<call::Call>& calls) {
        for (const call::Call& call : calls)
            put({call});
    }
    void remove(const call::Call& call, std::string_view reason = "test") {
        in_one_change([&](CallWriter& w) { w.remove(key_of(call), reason).value(); });
    }
    call::Call of_store(int number) {
        call::Call call = random.call(tenant);
        call.store = RandomCalls::stores().at(static_cast<std::size_t>(number));
        call.ext_number = RandomCalls::exts().front();
        return call;
    }
    ChangesMirror mirror_of_store(int number) const {
        ChangesMirror mirror(tenant, 2);
        mirror.see_only({{RandomCalls::stores().at(static_cast<std::size_t>(number))}}, {});
        return mirror;
    }

    RandomCalls random{31};
    const base::TenantId tenant{base::Uuid::random()};
    const base::TenantId other{base::Uuid::random()};
    std::unique_ptr<CallWriter> writer = store->writer().value();
    std::unique_ptr<CallReader> reader = store->reader().value();
};

}  // namespace edgvoip::store
