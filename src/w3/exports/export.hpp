#pragma once

#include "base/ids.hpp"
#include "base/instant.hpp"
#include "w3/exports/failure.hpp"
#include "w3/exports/format.hpp"
#include "w3/people/person.hpp"
#include "w3/people/scope.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace w3::exports {

enum class State { running, done, cancelled, failed };

/// The state's name in JSON, such as `running`.
std::string_view to_string(State state);

/// Whose an export is: somebody whose stores become others does not see what was fetched before.
struct Owner {
    people::PersonId person;
    people::Scope scope;

    bool operator==(const Owner&) const = default;
};

/// A list of calls that somebody ordered as a file. A plain value.
struct Export {
    base::Uuid id;
    Owner owner;
    Format format = Format::xlsx;
    std::string name;  ///< of the file, for whoever fetches it
    base::Instant created_at;
    State state = State::running;
    std::int64_t rows_total = 0;  ///< when it was begun
    std::int64_t rows_done = 0;
    std::int64_t bytes = 0;          ///< of the file, when it is done
    std::optional<Failure> failure;  ///< when it failed
    std::optional<base::Instant> ended_at;
};

}  // namespace w3::exports
