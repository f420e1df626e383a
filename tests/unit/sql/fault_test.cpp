#include "sql/sqlite/fault.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <new>

namespace sql::sqlite {
namespace {

// SQLite's result codes, as documented at https://sqlite.org/rescode.html.
constexpr int busy_snapshot = 517;
constexpr int ioerr_fsync = 1034;
constexpr int readonly_directory = 1544;
constexpr int constraint_primary_key = 1555;
constexpr int corrupt_index = 779;

TEST(Fault, WhatMayWorkLaterIsUnavailable) {
    for (const int code :
         {5, 6, 8, 10, 13, 14, 15, busy_snapshot, ioerr_fsync, readonly_directory}) {
        EXPECT_EQ(error_of(code, "calls", "").fault, base::Fault::unavailable) << code;
    }
}

TEST(Fault, ADamagedFileIsCorrupt) {
    for (const int code : {11, 26, corrupt_index}) {
        EXPECT_EQ(error_of(code, "calls", "").fault, base::Fault::corrupt) << code;
    }
}

TEST(Fault, ABrokenKeyIsAConflict) {
    for (const int code : {19, constraint_primary_key}) {
        EXPECT_EQ(error_of(code, "calls", "").fault, base::Fault::conflict) << code;
    }
}

TEST(Fault, TheSentenceNamesTheStatementAndNotTheMessage) {
    const base::Error error = error_of(ioerr_fsync, "call_insert", "+39061234567");
    EXPECT_EQ(error.detail, "call_insert: disk I/O error (SQLite code 1034)");
}

TEST(Fault, OurOwnMistakesAreBugs) {
    for (const int code : {1, 20, 21, 23, 25}) {
        EXPECT_THROW(error_of(code, "calls", "no such table: x"), base::Bug) << code;
    }
    EXPECT_THROW(error_of(7, "calls", ""), std::bad_alloc);
}

}  // namespace
}  // namespace sql::sqlite
