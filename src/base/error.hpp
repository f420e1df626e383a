#pragma once

#include <boost/system/result.hpp>

#include <source_location>
#include <stdexcept>
#include <string>
#include <string_view>

/// Expected failures are values, bugs are failed checks.
namespace base {

/// Why something could not be done; closed, so that every `switch` over it is complete.
enum class Fault {
    invalid,      ///< what was given cannot be right; giving it again will not help
    not_found,    ///< the thing named does not exist
    conflict,     ///< it contradicts what is already there
    unavailable,  ///< a file, store or peer cannot be used now; later it may work
    corrupt,      ///< stored data fails its own checks
    unsupported,  ///< written by a newer version, or a form this program does not know
    exhausted,    ///< a limit of `base/limits.hpp` was reached
};

/// The fault's name as it appears in logs and reason files, for example `not_found`.
std::string_view to_string(Fault fault);

/// One failure: what kind, and a sentence for the person who has to mend it.
struct Error {
    Fault fault{};
    std::string detail;

    bool operator==(const Error&) const = default;
};

/// Throws `std::runtime_error` with the error's sentence; found by `Result::value()`.
[[noreturn]] void throw_exception_from_error(const Error& error,
                                             const boost::source_location& where);

/// A value or the `Error` why there is none.
template <class T>
using Result = boost::system::result<T, Error>;

inline Error invalid(std::string detail) {
    return {Fault::invalid, std::move(detail)};
}
inline Error unavailable(std::string detail) {
    return {Fault::unavailable, std::move(detail)};
}
inline Error corrupt(std::string detail) {
    return {Fault::corrupt, std::move(detail)};
}

/// The same error with where it happened put in front: `"<where>: <detail>"`.
inline Error within(std::string_view where, Error error) {
    error.detail.insert(0, ": ").insert(0, where);
    return error;
}

/// A broken promise of our own code. Ends the request or the batch that met it, nothing else.
class Bug : public std::logic_error {
    using std::logic_error::logic_error;
};

/// Throws `Bug` naming file and line when `condition` does not hold. Stays on in release builds.
void check(bool condition, std::string_view promise,
           std::source_location where = std::source_location::current());

}  // namespace base
