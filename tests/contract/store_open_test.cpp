#include "edgvoip/store/sqlite/schema.hpp"
#include "random_calls.hpp"
#include "sql/sqlite/connection.hpp"
#include "store_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <thread>

namespace edgvoip::store {
namespace {

using testing::HasSubstr;

TEST(StoreUrl, OfNoKnownKindIsInvalid) {
    for (const char* url : {"", "sqlite", "calls.db", "mysql://host/db", "SQLITE:calls.db"}) {
        const auto opened = Store::open(url);
        ASSERT_FALSE(opened.has_value()) << url;
        EXPECT_EQ(opened.error().fault, base::Fault::invalid) << url;
    }
    EXPECT_EQ(Store::open("sqlite:").error().fault, base::Fault::invalid);
}

class SqliteOpen : public testing::Test {
protected:
    static base::Error refusal(const std::string& path) {
        const auto opened = Store::open("sqlite:" + path);
        return opened ? base::Error{base::Fault::invalid, "it was opened"} : opened.error();
    }
    static std::string content(const std::string& path) {
        std::ostringstream bytes;
        bytes << std::ifstream(path, std::ios::binary).rdbuf();
        return bytes.str();
    }
    void set_pragma(const std::string& pragma) {
        sql::sqlite::Options options;
        options.path = path;
        sql::sqlite::Connection::open(options).value()->script("set", "PRAGMA " + pragma).value();
    }

    ScratchFolder folder;
    std::string path = (folder.path() / "calls.db").string();
};

TEST_F(SqliteOpen, MakesANewStoreOfTheLatestVersion) {
    const auto store = Store::open("sqlite:" + path).value();
    EXPECT_EQ(store->schema_version(), sqlite::calls_schema().latest());
    EXPECT_GE(store->schema_version(), 1);
    EXPECT_TRUE(std::filesystem::exists(path));
    EXPECT_EQ(Store::open("sqlite:" + path).value()->schema_version(), store->schema_version());
}

TEST_F(SqliteOpen, AnEmptyFileIsANewStore) {
    std::ofstream(path).close();
    EXPECT_TRUE(Store::open("sqlite:" + path).has_value());
}

TEST_F(SqliteOpen, ARelativePathIsOfTheWorkingDirectory) {
    const auto before = std::filesystem::current_path();
    std::filesystem::current_path(folder.path());
    for (const char* name : {"calls.db", ":memory:", "file:odd.db"}) {
        EXPECT_TRUE(Store::open(std::string("sqlite:") + name).has_value()) << name;
        EXPECT_TRUE(std::filesystem::exists(folder.path() / name)) << name;
    }
    std::filesystem::current_path(before);
}

TEST_F(SqliteOpen, AMissingFolderIsNamed) {
    const base::Error error = refusal((folder.path() / "missing" / "calls.db").string());
    EXPECT_EQ(error.fault, base::Fault::unavailable);
    EXPECT_THAT(error.detail, HasSubstr((folder.path() / "missing").string()));
    EXPECT_THAT(error.detail, HasSubstr("make it"));
}

TEST_F(SqliteOpen, AFolderIsNoFile) {
    const base::Error error = refusal(folder.path().string());
    EXPECT_EQ(error.fault, base::Fault::unavailable);
    EXPECT_THAT(error.detail, HasSubstr("is a folder"));
    EXPECT_THAT(error.detail, HasSubstr("name a file"));
}

TEST_F(SqliteOpen, AFileBelowAFileIsUnavailable) {
    std::ofstream(path) << "x";
    EXPECT_EQ(refusal(path + "/calls.db").fault, base::Fault::unavailable);
}

TEST_F(SqliteOpen, ALetterIsNoDatabaseAndStaysAsItIs) {
    const std::string letter(3000, 'a');
    std::ofstream(path) << letter;
    const base::Error error = refusal(path);
    EXPECT_EQ(error.fault, base::Fault::corrupt);
    EXPECT_THAT(error.detail, HasSubstr(path));
    EXPECT_THAT(error.detail, HasSubstr("not a SQLite database"));
    EXPECT_EQ(content(path), letter);
}

TEST_F(SqliteOpen, AnotherProgramsDatabaseStaysAsItIs) {
    {
        sql::sqlite::Options options;
        options.path = path;
        sql::sqlite::Connection::open(options).value()->script("t", "CREATE TABLE t (a)").value();
    }
    const std::string before = content(path);
    const base::Error error = refusal(path);
    EXPECT_EQ(error.fault, base::Fault::unsupported);
    EXPECT_THAT(error.detail, HasSubstr("another program"));
    EXPECT_EQ(content(path), before);
}

TEST_F(SqliteOpen, ANewerVersionIsRefusedAndStaysAsItIs) {
    Store::open("sqlite:" + path).value();
    set_pragma("user_version = 1000");
    const base::Error error = refusal(path);
    EXPECT_EQ(error.fault, base::Fault::unsupported);
    EXPECT_THAT(error.detail, HasSubstr("schema version 1000"));
    EXPECT_THAT(error.detail, HasSubstr("newer version"));
}

TEST_F(SqliteOpen, AForeignApplicationIdIsRefused) {
    Store::open("sqlite:" + path).value();
    set_pragma("application_id = 5");
    EXPECT_EQ(refusal(path).fault, base::Fault::unsupported);
}

TEST_F(SqliteOpen, ALockFileThatCannotBeMadeIsNamed) {
    const auto store = Store::open("sqlite:" + path).value();
    std::filesystem::create_directory(path + ".writer");
    const auto writer = store->writer();
    ASSERT_FALSE(writer.has_value());
    EXPECT_EQ(writer.error().fault, base::Fault::unavailable);
    EXPECT_THAT(writer.error().detail, HasSubstr(path + ".writer"));
}

TEST_F(SqliteOpen, AStoreThatVanishedIsUnavailable) {
    const auto store = Store::open("sqlite:" + path).value();
    std::filesystem::remove(path);
    const auto reader = store->reader();
    ASSERT_FALSE(reader.has_value());
    EXPECT_EQ(reader.error().fault, base::Fault::unavailable);
}

TEST_F(SqliteOpen, AFailedMigrationLeavesNothing) {
    sql::sqlite::Options options;
    options.path = path;
    const auto connection = sql::sqlite::Connection::open(options).value();
    const auto other = sql::sqlite::Connection::open(options).value();
    connection->script("wait", "PRAGMA busy_timeout = 0").value();
    other->begin().value();
    const auto migrated = sql::sqlite::migrate(*connection, sqlite::calls_schema());
    ASSERT_FALSE(migrated.has_value());
    EXPECT_EQ(migrated.error().fault, base::Fault::unavailable);
    other->rollback();
    EXPECT_EQ(sql::sqlite::migrate(*connection, sqlite::calls_schema()).value(),
              sqlite::calls_schema().latest());
    EXPECT_EQ(sql::sqlite::migrate(*other, sqlite::calls_schema()).value(),
              sqlite::calls_schema().latest());
}

}  // namespace
}  // namespace edgvoip::store
