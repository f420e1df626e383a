#include "w3/people/scope.hpp"

namespace w3::people {
namespace {

using Stores = std::vector<base::StoreId>;
using Exts = std::vector<std::string>;

}  // namespace

Scope scope_of(const Person& person) {
    if (!person.active) return {.store_ids = Stores(), .exts = Exts()};
    switch (person.role) {
        case Role::agent:
            return {.store_ids = std::nullopt,
                    .exts = person.ext.empty() ? Exts() : Exts{person.ext}};
        case Role::store_manager:
        case Role::supervisor:
            // Nothing means all stores, which is the admin's alone.
            return {.store_ids = person.store_ids.value_or(Stores()), .exts = std::nullopt};
        case Role::admin:
            return {};
    }
    throw base::Bug("every role has a scope");
}

May may_of(const Person& person) {
    const bool more_than_own = person.role != Role::agent;
    return {.export_calls = more_than_own,
            .administer = person.role == Role::admin,
            .see_stores = more_than_own,
            .call_back = !person.store_ids || !person.store_ids->empty(),
            .assign = more_than_own};
}

}  // namespace w3::people
