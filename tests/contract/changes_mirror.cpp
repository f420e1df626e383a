#include "changes_mirror.hpp"

#include <gtest/gtest.h>

namespace edgvoip::store {

bool ChangesMirror::step(CallReader& reader) {
    auto answer = reader.changes(tenant_, question_);
    if (!answer || !*answer) {
        ADD_FAILURE() << "no page behind " << question_.after;
        return false;
    }
    page_ = std::move(**answer);
    EXPECT_GE(page_.through, question_.after);
    EXPECT_TRUE(!page_.more || page_.through > question_.after);
    std::set<std::string> told;
    for (const RemovedCall& removed : page_.removed) {
        EXPECT_TRUE(told.insert(removed.id.text).second) << "told twice: " << removed.id.text;
        EXPECT_FALSE(removed.reason.empty());
        told_removed_.insert(removed.id.text);
        calls_.erase(removed.id.text);
    }
    for (const call::Call& call : page_.calls) {
        EXPECT_TRUE(told.insert(call.id.text).second) << "told twice: " << call.id.text;
        calls_.insert_or_assign(call.id.text, call);
    }
    question_.after = page_.through;
    question_.removals_after = page_.removals_after;
    return page_.more;
}

}  // namespace edgvoip::store
