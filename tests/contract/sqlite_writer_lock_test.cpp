#include "edgvoip/store/sqlite/writer_lock.hpp"
#include "store_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fcntl.h>
#include <thread>
#include <unistd.h>

namespace edgvoip::store::sqlite {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;

constexpr milliseconds long_enough = std::chrono::seconds(60);

class SqliteWriterLock : public testing::Test {
protected:
    WriterLock open() { return WriterLock::open(database).value(); }

    /// Whoever waits next holds the first byte of the file.
    bool somebody_is_next() const {
        const int descriptor = ::open((database + ".writer").c_str(), O_RDWR | O_CLOEXEC);
        struct flock range{};
        range.l_type = F_WRLCK;
        range.l_whence = SEEK_SET;
        range.l_len = 1;
        EXPECT_EQ(::fcntl(descriptor, F_OFD_GETLK, &range), 0);
        ::close(descriptor);
        return range.l_type != F_UNLCK;
    }

    ScratchFolder folder;
    std::string database = (folder.path() / "calls.db").string();
};

TEST_F(SqliteWriterLock, WhoWaitsTooLongIsToldWhoHasIt) {
    auto holder = open();
    auto other = open();
    holder.lock(long_enough).value();
    const auto refused = other.lock(milliseconds(20));
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().fault, base::Fault::unavailable);
    EXPECT_THAT(refused.error().detail, HasSubstr("process " + std::to_string(getpid())));
    EXPECT_THAT(refused.error().detail, HasSubstr(database + ".writer"));
    holder.unlock();
    EXPECT_TRUE(other.lock(milliseconds(0)).has_value()) << "having given up costs nobody a turn";
}

TEST_F(SqliteWriterLock, ComesBackWhenItsOwnerGoes) {
    {
        open().lock(long_enough).value();
    }
    EXPECT_TRUE(open().lock(milliseconds(0)).has_value());
}

TEST_F(SqliteWriterLock, UnlockingWithoutHavingItTakesItFromNobody) {
    auto holder = open();
    auto other = open();
    holder.lock(long_enough).value();
    other.unlock();
    EXPECT_FALSE(other.lock(milliseconds(0)).has_value());
}

TEST_F(SqliteWriterLock, WhoWaitsIsNotOvertakenByWhoHasJustWritten) {
    auto holder = open();
    auto waiting = open();
    holder.lock(long_enough).value();
    std::thread next([&] { waiting.lock(long_enough).value(); });
    while (!somebody_is_next())
        std::this_thread::yield();
    holder.unlock();
    EXPECT_FALSE(holder.lock(milliseconds(0)).has_value());
    next.join();
    waiting.unlock();
    EXPECT_TRUE(holder.lock(milliseconds(0)).has_value());
}

}  // namespace
}  // namespace edgvoip::store::sqlite
