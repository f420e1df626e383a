#pragma once

#include "w3/people/person.hpp"

#include <optional>
#include <string>
#include <vector>

namespace w3::people {

/// What of a tenant's calls a token shows, in the words of edgvoip's claims.
struct Scope {
    std::optional<std::vector<base::StoreId>> store_ids;  ///< nothing: every store; empty: none
    std::optional<std::vector<std::string>> exts;         ///< nothing: every one; empty: none
    bool has_full_numbers = false;                        ///< also where the tenant masks them

    bool operator==(const Scope&) const = default;
};

/// An agent sees the own extension's calls (without one, none), a store manager and a supervisor
/// those of their stores, an admin all. Who is not active sees nothing.
Scope scope_of(const Person& person);

/// What the pages offer a person; the server decides again at every request.
struct May {
    bool export_calls = false;
    bool administer = false;
    bool see_stores = false;
    bool call_back = false;  ///< works on the callbacks of the own stores
    bool assign = false;     ///< gives callbacks to others, and takes them away
};
May may_of(const Person& person);

}  // namespace w3::people
