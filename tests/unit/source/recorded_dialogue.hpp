#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

namespace edgvoip::source::freeswitch {

/// What FreeSWITCH said over an Event Socket, as it was recorded.
inline std::string recorded_dialogue(std::string_view name) {
    std::ifstream file(std::string(EDG_SOURCE_DIR "/tests/fixtures/freeswitch/esl/")
                           .append(name)
                           .append(".server.txt"),
                       std::ios::binary);
    EXPECT_TRUE(file) << name;
    std::ostringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

/// How often the text has the part. No body that was recorded has a Content-Type in it, so that
/// this counts frames.
inline std::size_t times(std::string_view part, std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos;
         at = text.find(part, at + part.size())) {
        ++count;
    }
    return count;
}

}  // namespace edgvoip::source::freeswitch
