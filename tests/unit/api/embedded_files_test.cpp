#include "edgvoip/api/embedded_files.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>

namespace edgvoip::api {
namespace {

std::string content_of(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::map<std::string_view, std::string_view> files() {
    std::map<std::string_view, std::string_view> out;
    for (const EmbeddedFile& file : embedded_files())
        out[file.name] = file.bytes;
    return out;
}

TEST(EmbeddedFiles, AreTheFilesByteForByte) {
    for (const char* name : {"index.html", "init.js", "page.css"}) {
        EXPECT_EQ(files().at(name), content_of(std::string(EDG_SOURCE_DIR "/web/docs/") + name));
    }
    EXPECT_GT(files().at("swagger-ui-bundle.js").size(), 1'000'000U);
    EXPECT_EQ(files().at("favicon-32x32.png").substr(1, 3), "PNG");
}

TEST(EmbeddedFiles, TheContractIsJsonAndKeepsTimesAsText) {
    const auto contract = boost::json::parse(boost::json::string_view(
        files().at("openapi.json").data(), files().at("openapi.json").size()));
    EXPECT_EQ(contract.at("openapi").as_string(), "3.1.0");
    EXPECT_NE(files().at("openapi.json").find(R"("start_ts":"2025-10-30T09:12:05Z")"),
              std::string_view::npos);
}

TEST(EmbeddedFiles, ThePageAsksThisServerOnly) {
    for (const char* name : {"index.html", "init.js", "page.css"}) {
        EXPECT_EQ(files().at(name).find("://"), std::string_view::npos) << name;
        EXPECT_EQ(files().at(name).find("style="), std::string_view::npos) << name;
    }
    EXPECT_EQ(files().at("index.html").find("<script>"), std::string_view::npos);
    for (const EmbeddedFile& file : embedded_files()) {
        if (file.name == "index.html" || file.name == "openapi.json") continue;
        EXPECT_NE(files().at("index.html").find("/docs/" + std::string(file.name)),
                  std::string_view::npos)
            << file.name;
    }
}

}  // namespace
}  // namespace edgvoip::api
