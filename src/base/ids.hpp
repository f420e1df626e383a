#pragma once

#include "base/error.hpp"

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace base {

/// 128 bits, RFC 9562. Compares by bytes, which is the order of its text.
struct Uuid {
    std::array<std::uint8_t, 16> bytes{};

    auto operator<=>(const Uuid&) const = default;

    /// Reads the 36-character form, either case. Fault::invalid otherwise.
    static Result<Uuid> parse(std::string_view text);
    /// A random UUID (version 4) from the operating system's generator.
    static Uuid random();
    /// The 36-character form in lower case.
    std::string text() const;
};

/// A tenant: one chain, one SIP domain. The first argument wherever data is read.
struct TenantId {
    Uuid uuid;

    auto operator<=>(const TenantId&) const = default;
};

/// A shop of a tenant.
struct StoreId {
    Uuid uuid;

    auto operator<=>(const StoreId&) const = default;
};

/// A call's public name: FreeSWITCH the root leg's uuid, Asterisk `<source>-<linkedid>`.
struct CallId {
    std::string text;

    auto operator<=>(const CallId&) const = default;
};

/// Lower-case hexadecimal of raw bytes.
std::string to_hex(std::string_view bytes);

}  // namespace base

template <>
struct std::hash<base::Uuid> {
    std::size_t operator()(const base::Uuid& uuid) const noexcept;
};
template <>
struct std::hash<base::TenantId> {
    std::size_t operator()(const base::TenantId& id) const noexcept {
        return std::hash<base::Uuid>{}(id.uuid);
    }
};
template <>
struct std::hash<base::StoreId> {
    std::size_t operator()(const base::StoreId& id) const noexcept {
        return std::hash<base::Uuid>{}(id.uuid);
    }
};
template <>
struct std::hash<base::CallId> {
    std::size_t operator()(const base::CallId& id) const noexcept {
        return std::hash<std::string>{}(id.text);
    }
};
