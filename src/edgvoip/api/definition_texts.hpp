#pragma once

#include <array>
#include <span>
#include <string_view>

namespace edgvoip::api {

/// What a figure of the answers means, for the people who read it.
struct DefinitionText {
    std::array<std::string_view, 3> ids;  ///< its names in answers; empty ones are none
    std::string_view name_it, name_en;
    std::string_view text_it, text_en;
    std::string_view formula;
    std::string_view unit;    ///< empty: no number
    std::string_view source;  ///< the standard it is from; empty: none
};

/// One for each figure of the KPI answers.
std::span<const DefinitionText> definition_texts();

}  // namespace edgvoip::api
