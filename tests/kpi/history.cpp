#include "history.hpp"

#include "made_calls.hpp"

#include <algorithm>
#include <utility>

namespace edgvoip::oracle {
namespace {

/// UUIDs and other ids; some are those of another tenant's calls.
std::string make_id(Chance& chance, std::int64_t number) {
    if (chance.one_in(3)) return "pbx1-1760000000." + std::to_string(number);
    return random_uuid(chance).text();
}

}  // namespace

History::History(Chance& chance, const World& world, std::int64_t calls) : world_(world) {
    waiting_.reserve(static_cast<std::size_t>(calls) * world.realms.size());
    for (std::size_t realm = 0; realm < world.realms.size(); ++realm) {
        for (std::int64_t n = 0; n < calls; ++n) {
            waiting_.push_back({realm, make_call(chance, world.realms[realm], make_id(chance, n))});
        }
    }
    std::shuffle(waiting_.begin(), waiting_.end(), chance.engine());
    share_ = waiting_.size() / static_cast<std::size_t>(chance.between(1, 5)) + 1;
}

void History::put(Commit& commit, const call::Call& call) {
    commit.put.push_back(call);
    known_[call.tenant][call.id.text] = call;
}

void History::remove(Commit& commit, const call::Call& call) {
    commit.removed.push_back(call);
    known_[call.tenant].erase(call.id.text);
}

void History::tell_anew(Chance& chance, Commit& commit) {
    for (const Realm& realm : world_.realms) {
        const std::vector<call::Call> before = calls_of(realm.tenant->id);
        for (const call::Call& call : before) {
            if (chance.one_in(20)) {
                put(commit, make_again(chance, realm, call));
            } else if (chance.one_in(40)) {
                remove(commit, call);
                // Some come back under another start.
                if (chance.one_in(2)) put(commit, make_call(chance, realm, call.id.text));
            } else if (chance.one_in(20)) {
                put(commit, call);
            }
        }
    }
}

Commit History::next(Chance& chance) {
    Commit commit;
    tell_anew(chance, commit);
    for (std::size_t n = std::min(share_, waiting_.size()); n > 0; --n) {
        const Waiting waiting = std::move(waiting_.back());
        waiting_.pop_back();
        put(commit, waiting.call);
        if (chance.one_in(20)) put(commit, waiting.call);
        if (chance.one_in(20))
            put(commit, make_again(chance, world_.realms[waiting.realm], waiting.call));
    }
    return commit;
}

std::vector<call::Call> History::calls_of(base::TenantId tenant) const {
    std::vector<call::Call> calls;
    const auto found = known_.find(tenant);
    if (found == known_.end()) return calls;
    calls.reserve(found->second.size());
    for (const auto& [id, call] : found->second)
        calls.push_back(call);
    return calls;
}

}  // namespace edgvoip::oracle
