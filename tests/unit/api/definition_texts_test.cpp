#include "edgvoip/api/definition_texts.hpp"

#include <gtest/gtest.h>

#include <set>

namespace edgvoip::api {
namespace {

TEST(DefinitionTexts, NameEachFigureOnce) {
    std::set<std::string_view> ids;
    for (const DefinitionText& text : definition_texts()) {
        EXPECT_FALSE(text.ids.front().empty());
        for (const std::string_view id : text.ids)
            EXPECT_TRUE(id.empty() || ids.insert(id).second) << id;
    }
    EXPECT_GT(ids.size(), 30U);
}

TEST(DefinitionTexts, SayEverythingInBothLanguages) {
    for (const DefinitionText& text : definition_texts()) {
        for (const std::string_view said :
             {text.name_it, text.name_en, text.text_it, text.text_en, text.formula}) {
            EXPECT_FALSE(said.empty()) << text.ids.front();
        }
        EXPECT_NE(text.text_it, text.text_en) << text.ids.front();
        EXPECT_TRUE(text.text_it.ends_with('.') && text.text_en.ends_with('.')) << text.ids.front();
    }
}

}  // namespace
}  // namespace edgvoip::api
