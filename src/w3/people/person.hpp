#pragma once

#include "base/ids.hpp"
#include "base/instant.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Who may use W3 Suite, and how they prove it.
namespace w3::people {

/// A person's id within W3.
struct PersonId {
    base::Uuid uuid;

    auto operator<=>(const PersonId&) const = default;
};

/// What a person is to the chain; closed, so that every `switch` over it is complete.
enum class Role {
    agent,          ///< *Operatore*: own calls
    store_manager,  ///< *Responsabile di negozio*: own store
    supervisor,     ///< *Supervisore*: chosen stores
    admin,          ///< *Amministratore*: the whole tenant, and its people
};

/// The role's name in JSON and in the store, such as `store_manager`.
std::string_view to_string(Role role);
/// The role of such a name; nothing for any other.
std::optional<Role> role_of(std::string_view name);

/// Somebody of one tenant. A plain value.
struct Person {
    PersonId id;
    base::TenantId tenant_id;
    std::string email;  ///< as it was written; compared folded, see `email_key`
    std::string name;
    Role role = Role::agent;
    std::string ext;                                      ///< empty: none
    std::optional<std::vector<base::StoreId>> store_ids;  ///< nothing: all stores
    std::string language = "it";                          ///< `it` or `en`
    bool active = true;
    bool must_change_password = false;
    std::optional<base::Instant> last_login;
};

/// What an address is known by: two that differ in case only are one person's.
std::string email_key(std::string_view email);

/// True for what can be an address: one `@` with something on both sides, no space or control
/// character, at most `limits::email_bytes_max`.
bool is_email(std::string_view text);

}  // namespace w3::people
