#include "w3/api/pages.hpp"

#include "base/ids.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace w3::api {
namespace {

class PagesTest : public testing::Test {
protected:
    PagesTest() { std::filesystem::create_directories(folder_ / "assets"); }
    ~PagesTest() override { std::filesystem::remove_all(folder_); }

    void put(const std::string& name, const std::string& bytes) const {
        std::ofstream(folder_ / name) << bytes;
    }
    http::Answer get(const std::string& path, const std::string& encoding = "") const {
        const auto pages = Pages::read(folder_);
        EXPECT_TRUE(pages) << pages.error().detail;
        http::Request request;
        request.path = path;
        if (!encoding.empty()) request.headers.emplace_back("Accept-Encoding", encoding);
        return pages->answer(request);
    }

    std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / base::Uuid::random().text();
};

TEST_F(PagesTest, without_an_index_there_are_no_pages) {
    put("other.html", "x");
    const auto pages = Pages::read(folder_);
    ASSERT_FALSE(pages);
    EXPECT_EQ(pages.error().fault, base::Fault::unavailable);
    EXPECT_FALSE(Pages::read(folder_ / "none"));
}

TEST_F(PagesTest, the_address_of_a_page_is_the_index_and_a_file_is_itself) {
    put("index.html", "page");
    put("favicon.svg", "icon");
    for (const char* const path :
         {"/", "/accesso", "/chiamate/x/y", "/amministrazione", "/index.html"})
        EXPECT_EQ(get(path).body, "page") << path;
    EXPECT_EQ(get("/favicon.svg").content_type, "image/svg+xml");
    for (const char* const path : {"", "/chiamatex", "/assets", "/assets/", "/none", "favicon.svg"})
        EXPECT_EQ(get(path).status, 404) << path;
}

TEST_F(PagesTest, a_packed_twin_is_for_those_who_take_it) {
    put("index.html", "page");
    put("assets/a.js", "plain");
    put("assets/a.js.gz", "packed");
    put("assets/alone.js.gz", "packed");
    for (const char* const taking : {"gzip", "br, GZIP", "br,gzip;q=0.1", "gzip ; q=1.0"})
        EXPECT_EQ(get("/assets/a.js", taking).body, "packed") << taking;
    for (const char* const not_taking : {"", "br", "gzip;q=0", "gzip;q=0.000", "gzipped", "x-gzip"})
        EXPECT_EQ(get("/assets/a.js", not_taking).body, "plain") << not_taking;
    EXPECT_EQ(get("/assets/a.js.gz").status, 404);
    EXPECT_EQ(get("/assets/alone.js").status, 404);
    EXPECT_EQ(get("/", "gzip").body, "page");
}

TEST_F(PagesTest, the_log_is_told_what_kind_of_path_it_was) {
    put("index.html", "page");
    put("assets/a.js", "plain");
    const auto pages = Pages::read(folder_);
    ASSERT_TRUE(pages);
    EXPECT_EQ(pages->route_of("/chiamate/0b8f"), "page");
    EXPECT_EQ(pages->route_of("/assets/a.js"), "file");
    EXPECT_EQ(pages->route_of("/none"), "");
}

}  // namespace
}  // namespace w3::api
