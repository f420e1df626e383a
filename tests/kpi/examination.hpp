#pragma once

#include "chance.hpp"
#include "expected.hpp"
#include "server.hpp"

#include <string>

namespace edgvoip::oracle {

/// Puts the question to the server and compares the answer with the oracle's, then follows one of
/// its links and compares the list with the calls behind the figure. Empty: all is as it should
/// be; else target, place, expected and got.
std::string examine(const Server& server, const Records& records, const Asker& asker,
                    const Question& question, Chance& chance);

}  // namespace edgvoip::oracle
