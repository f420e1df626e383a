#include "edgvoip/ingest/intake.hpp"

#include "base/limits.hpp"
#include "edgvoip/call/leg_codec.hpp"
#include "edgvoip/enrich/family.hpp"
#include "edgvoip/ingest/assemble_calls.hpp"

#include <algorithm>
#include <deque>
#include <optional>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace edgvoip::ingest {
namespace {

using call::LegRecord;

constexpr std::size_t usual_legs = 4;

/// The same leg told twice, whatever way it came.
bool says_the_same(const LegRecord& a, LegRecord b) {
    b.source = a.source;
    b.adapter = a.adapter;
    b.raw_ref = a.raw_ref;
    return a == b;
}

/// Of two versions of one leg, whether the second tells more. A total order, so that the version
/// that is kept does not depend on which came first.
bool tells_more(const LegRecord& kept, const LegRecord& other) {
    if (says_the_same(kept, other)) return false;
    if (kept.detail != other.detail) return kept.detail < other.detail;
    if (kept.ended != other.ended) return kept.ended < other.ended;
    return call::encode(kept) < call::encode(other);
}

}  // namespace

IntakeCounts& IntakeCounts::operator+=(const IntakeCounts& other) {
    const auto add = [](LegCounts& sum, const LegCounts& more) {
        sum.stored += more.stored;
        sum.merged += more.merged;
        sum.pending += more.pending;
    };
    add(*this, other);
    calls += other.calls;
    for (const auto& [source, legs] : other.by_source)
        add(by_source[source], legs);
    return *this;
}

/// One transaction's work: sorts legs into calls, then writes each call that changed once.
class Intake::Batch {
public:
    /// `is_indexed`: somebody wants to know the changes.
    Batch(store::CallWriter& writer, const directory::Directory& directory, base::Instant now,
          bool is_indexed)
        : writer_(writer), directory_(directory), now_(now), is_indexed_(is_indexed) {}

    base::Result<void> add(LegRecord leg);
    base::Result<void> add_pending_roots();
    base::Result<void> place_all();
    base::Result<void> write_calls();

    IntakeCounts counts;
    TenantChanges changes;

private:
    /// A call in the making: what it is made of, and where it is stored now, if it is.
    struct Group {
        std::optional<store::CallKey> stored;
        std::vector<LegRecord> legs;
        std::size_t legs_new = 0;  ///< legs at the end of `legs` that the store does not have
        bool changed = false;
    };

    void count(const LegRecord& leg, std::int64_t LegCounts::* what, std::int64_t by = 1) {
        counts.*what += by;
        counts.by_source[leg.source].*what += by;
    }
    base::Result<Group*> load(const store::CallKey& key);
    base::Result<bool> merge_known(const LegRecord& leg);
    base::Result<void> merge_pending(const LegRecord& leg);
    base::Result<void> attach(LegRecord&& leg, Group& group);
    base::Result<void> attach_children(const std::string& leg_id, Group& group);
    base::Result<Group*> group_of_parent(const std::string& parent);
    base::Result<std::optional<LegRecord>> pending_root_above(std::string leg_id);
    base::Result<void> try_again_above(const std::string& leg_id);
    base::Result<void> place_below_parent(const std::string& leg_id);
    base::Result<void> keep_aside(const LegRecord& leg, const std::string& reason);
    base::Result<void> write(const AssembledCall& made, const Group& group);
    base::Result<void> set_aside(const Group& group, const base::Error& why);

    store::CallWriter& writer_;
    const directory::Directory& directory_;
    base::Instant now_;
    bool is_indexed_;

    std::deque<Group> groups_;
    std::unordered_map<std::string, Group*> group_by_leg_;
    std::unordered_map<std::string, LegRecord> arrived_;  // by leg id: the fullest of this batch
    std::vector<std::string> order_;                      // leg ids as they arrived
    std::unordered_map<std::string, std::vector<std::string>> waiting_below_;  // parent → leg ids
    std::vector<std::string> told_more_;  // pending legs of which a fuller version arrived
};

base::Result<void> Intake::Batch::add(LegRecord leg) {
    const auto known = arrived_.find(leg.leg_id);
    if (known == arrived_.end()) {
        order_.push_back(leg.leg_id);
        arrived_.emplace(leg.leg_id, std::move(leg));
        return {};
    }
    count(leg, &LegCounts::merged);
    if (tells_more(known->second, leg)) known->second = std::move(leg);
    return {};
}

base::Result<void> Intake::Batch::add_pending_roots() {
    auto roots = writer_.pending_roots();
    if (!roots) return roots.error();
    for (store::PendingLeg& root : *roots) {
        if (const auto removed = writer_.remove_pending(root.record.leg_id); !removed) {
            return removed.error();
        }
        count(root.record, &LegCounts::pending, -1);
        order_.push_back(root.record.leg_id);
        arrived_.emplace(root.record.leg_id, std::move(root.record));
    }
    return {};
}

base::Result<Intake::Batch::Group*> Intake::Batch::load(const store::CallKey& key) {
    if (const auto known = group_by_leg_.find(key.id.text); known != group_by_leg_.end()) {
        return known->second;
    }
    auto legs = writer_.legs_of(key);
    if (!legs) return legs.error();
    Group& group = groups_.emplace_back();
    group.stored = key;
    group.legs = std::move(*legs);
    for (const LegRecord& leg : group.legs)
        group_by_leg_[leg.leg_id] = &group;
    group_by_leg_[key.id.text] = &group;
    return &group;
}

/// True when the store has the leg already; then it is merged there.
base::Result<bool> Intake::Batch::merge_known(const LegRecord& leg) {
    const auto place = writer_.find_leg(leg.leg_id);
    if (!place) return place.error();
    if (!*place) return false;
    if (!(*place)->call) {
        const auto merged = merge_pending(leg);
        if (!merged) return merged.error();
        return true;
    }
    count(leg, &LegCounts::merged);
    const auto group = load(*(*place)->call);
    if (!group) return group.error();
    for (LegRecord& kept : (*group)->legs) {
        if (kept.leg_id != leg.leg_id || !tells_more(kept, leg)) continue;
        kept = leg;
        (*group)->changed = true;
    }
    return true;
}

base::Result<void> Intake::Batch::merge_pending(const LegRecord& leg) {
    count(leg, &LegCounts::merged);
    auto pending = writer_.find_pending(leg.leg_id);
    if (!pending) return pending.error();
    base::check(pending->has_value(), "a leg that is in no call is pending");
    if (!tells_more((*pending)->record, leg)) return {};
    (*pending)->record = leg;
    (*pending)->parent = enrich::parent_of(leg);
    told_more_.push_back(leg.leg_id);
    return writer_.put_pending(**pending);
}

base::Result<void> Intake::Batch::attach_children(const std::string& leg_id, Group& group) {
    if (const auto waiting = waiting_below_.find(leg_id); waiting != waiting_below_.end()) {
        for (const std::string& child : waiting->second) {
            group.legs.push_back(std::move(arrived_.at(child)));
            arrived_.erase(child);
        }
        waiting_below_.erase(waiting);
    }
    auto pending = writer_.pending_below(leg_id);
    if (!pending) return pending.error();
    for (store::PendingLeg& child : *pending) {
        if (group_by_leg_.contains(child.record.leg_id)) continue;
        const auto removed = writer_.remove_pending(child.record.leg_id);
        if (!removed) return removed.error();
        count(child.record, &LegCounts::pending, -1);
        group_by_leg_[child.record.leg_id] = &group;
        group.legs.push_back(std::move(child.record));
    }
    return {};
}

/// The leg becomes part of the call, and with it all that waited for it.
base::Result<void> Intake::Batch::attach(LegRecord&& leg, Group& group) {
    std::size_t next = group.legs.size();
    // Records are large: moving those of nearly every call once is enough.
    if (group.legs.empty()) group.legs.reserve(usual_legs);
    group.legs.push_back(std::move(leg));
    for (; next < group.legs.size(); ++next) {
        const std::string leg_id = group.legs[next].leg_id;
        group_by_leg_[leg_id] = &group;
        ++group.legs_new;
        count(group.legs[next], &LegCounts::stored);
        group.changed = true;
        if (auto done = attach_children(leg_id, group); !done) return done;
    }
    return {};
}

base::Result<Intake::Batch::Group*> Intake::Batch::group_of_parent(const std::string& parent) {
    if (const auto known = group_by_leg_.find(parent); known != group_by_leg_.end()) {
        return known->second;
    }
    const auto place = writer_.find_leg(parent);
    if (!place) return place.error();
    if (!*place || !(*place)->call) return nullptr;
    return load(*(*place)->call);
}

/// The root that waits for its tenant above a pending leg, or is that leg; none when the chain of
/// parents ends elsewhere.
base::Result<std::optional<LegRecord>> Intake::Batch::pending_root_above(std::string leg_id) {
    // Parents that go in a circle are followed only so far.
    for (std::size_t climbed = 0; climbed < base::limits::call_legs_max; ++climbed) {
        auto pending = writer_.find_pending(leg_id);
        if (!pending) return pending.error();
        if (!*pending) break;
        if (enrich::is_root((*pending)->record)) {
            return std::optional<LegRecord>(std::move((*pending)->record));
        }
        leg_id = (*pending)->parent;
    }
    return std::optional<LegRecord>();
}

/// A call that waits for its tenant may learn it from another leg, or from more of one.
base::Result<void> Intake::Batch::try_again_above(const std::string& leg_id) {
    auto root = pending_root_above(leg_id);
    if (!root) return root.error();
    if (!*root) return {};
    if (auto removed = writer_.remove_pending((*root)->leg_id); !removed) return removed;
    count(**root, &LegCounts::pending, -1);
    return attach(std::move(**root), groups_.emplace_back());
}

base::Result<void> Intake::Batch::keep_aside(const LegRecord& leg, const std::string& reason) {
    count(leg, &LegCounts::pending);
    return writer_.put_pending(
        {.record = leg, .parent = enrich::parent_of(leg), .reason = reason, .since = now_});
}

base::Result<void> Intake::Batch::place_below_parent(const std::string& leg_id) {
    const auto arrived = arrived_.find(leg_id);
    if (arrived == arrived_.end()) return {};  // came along with its parent
    const std::string parent = enrich::parent_of(arrived->second);
    const auto group = group_of_parent(parent);
    if (!group) return group.error();
    if (*group == nullptr) return try_again_above(parent);  // it comes along then, or waits
    std::erase(waiting_below_[parent], leg_id);
    const auto leg = arrived_.extract(arrived);
    return attach(std::move(leg.mapped()), **group);
}

base::Result<void> Intake::Batch::place_all() {
    std::vector<std::string> roots;
    std::vector<std::string> others;
    for (const std::string& leg_id : order_) {
        const LegRecord& leg = arrived_.at(leg_id);
        const auto known = merge_known(leg);
        if (!known) return known.error();
        if (*known) {
            arrived_.erase(leg_id);
        } else if (enrich::is_root(leg)) {
            roots.push_back(leg_id);
        } else {
            others.push_back(leg_id);
            waiting_below_[enrich::parent_of(leg)].push_back(leg_id);
        }
    }
    for (const std::string& leg_id : roots) {
        const auto root = arrived_.extract(leg_id);
        const auto attached = attach(std::move(root.mapped()), groups_.emplace_back());
        if (!attached) return attached.error();
    }
    for (const std::string& leg_id : others) {
        if (auto placed = place_below_parent(leg_id); !placed) return placed;
    }
    for (const std::string& leg_id : told_more_) {
        if (auto tried = try_again_above(leg_id); !tried) return tried;
    }
    for (const auto& [leg_id, leg] : arrived_) {
        const auto kept = keep_aside(leg, "no_root");
        if (!kept) return kept.error();
    }
    return {};
}

base::Result<void> Intake::Batch::set_aside(const Group& group, const base::Error& why) {
    const std::string reason = why.fault == base::Fault::not_found ? "no_tenant" : why.detail;
    for (std::size_t i = group.legs.size() - group.legs_new; i < group.legs.size(); ++i) {
        count(group.legs[i], &LegCounts::stored, -1);
        const auto kept = keep_aside(group.legs[i], reason);
        if (!kept) return kept.error();
    }
    return {};
}

base::Result<void> Intake::Batch::write(const AssembledCall& made, const Group& group) {
    const call::Call& call = *made.call;
    const store::CallKey key{call.tenant, call.start, call.id};
    const bool has_moved = group.stored && *group.stored != key;
    if (has_moved) {
        const auto removed = writer_.remove(*group.stored, "moved");
        if (!removed) return removed.error();
    }
    if (is_indexed_ && has_moved) {
        changes[group.stored->tenant].push_back(
            index::removal(group.stored->id, group.stored->start));
    }
    if (is_indexed_) changes[key.tenant].push_back(index::put(call::outline_of(call)));
    ++counts.calls;
    return writer_.put_encoded(call, made.legs);
}

base::Result<void> Intake::Batch::write_calls() {
    std::vector<Group*> changed;
    std::vector<const std::vector<LegRecord>*> legs;
    for (Group& group : groups_) {
        if (!group.changed) continue;
        changed.push_back(&group);
        legs.push_back(&group.legs);
    }
    const auto calls = assemble_calls(legs, directory_);

    std::vector<std::size_t> made;
    for (std::size_t i = 0; i < calls.size(); ++i) {
        if (calls[i].call) {
            made.push_back(i);
        } else if (auto kept = set_aside(*changed[i], calls[i].call.error()); !kept) {
            return kept;
        }
    }
    // As they lie in the store: neighbours are written to the same pages.
    std::sort(made.begin(), made.end(), [&calls](std::size_t a, std::size_t b) {
        const auto key = [&calls](std::size_t i) {
            const call::Call& call = *calls[i].call;
            return std::tie(call.tenant, call.start, call.id);
        };
        return key(a) < key(b);
    });
    for (const std::size_t i : made) {
        if (auto written = write(calls[i], *changed[i]); !written) return written;
    }
    return {};
}

Intake::Intake(store::CallWriter& writer, std::shared_ptr<const directory::Directory> directory,
               const base::Clock& clock, IndexFeed* feed)
    : writer_(writer), directory_(std::move(directory)), clock_(clock), feed_(feed) {}

base::Result<IntakeCounts> Intake::in_transaction(std::vector<LegRecord> legs,
                                                  bool with_pending_roots) {
    Batch batch(writer_, *directory_, clock_.now(), feed_ != nullptr);
    if (const auto begun = writer_.begin(); !begun) return begun.error();
    const auto work = [&]() -> base::Result<void> {
        for (LegRecord& leg : legs) {
            if (const auto added = batch.add(std::move(leg)); !added) return added;
        }
        if (with_pending_roots) {
            if (const auto added = batch.add_pending_roots(); !added) return added;
        }
        if (const auto placed = batch.place_all(); !placed) return placed;
        if (const auto written = batch.write_calls(); !written) return written;
        return feed_ == nullptr ? writer_.commit() : feed_->commit(writer_, batch.changes);
    };
    base::Result<void> done;
    try {
        done = work();
    } catch (...) {
        writer_.rollback();
        throw;
    }
    if (!done) {
        writer_.rollback();
        return done.error();
    }
    return batch.counts;
}

base::Result<IntakeCounts> Intake::take(std::vector<LegRecord> batch) {
    return in_transaction(std::move(batch), false);
}

base::Result<IntakeCounts> Intake::retry_without_tenant() {
    return in_transaction({}, true);
}

}  // namespace edgvoip::ingest
