#pragma once

#include "chance.hpp"
#include "edgvoip/call/call.hpp"
#include "world.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace edgvoip::oracle {

/// What one transaction does: takes away, then puts.
struct Commit {
    std::vector<call::Call> removed;
    std::vector<call::Call> put;
};

/// How the calls of a world become known: in no order, in several commits, some late, some twice,
/// some told anew, some taken away.
class History {
public:
    /// Each tenant gets so many calls.
    History(Chance& chance, const World& world, std::int64_t calls);

    bool is_over() const { return waiting_.empty(); }
    /// The next part of what has not been told.
    Commit next(Chance& chance);

    /// What is known of a tenant's calls, by their id.
    std::vector<call::Call> calls_of(base::TenantId tenant) const;

private:
    struct Waiting {
        std::size_t realm = 0;
        call::Call call;
    };

    void tell_anew(Chance& chance, Commit& commit);
    void put(Commit& commit, const call::Call& call);
    void remove(Commit& commit, const call::Call& call);

    const World& world_;
    std::vector<Waiting> waiting_;
    std::map<base::TenantId, std::map<std::string, call::Call>> known_;
    std::size_t share_ = 1;  // calls of one commit
};

}  // namespace edgvoip::oracle
