#include "base/error.hpp"

namespace base {

std::string_view to_string(Fault fault) {
    switch (fault) {
        case Fault::invalid:
            return "invalid";
        case Fault::not_found:
            return "not_found";
        case Fault::conflict:
            return "conflict";
        case Fault::unavailable:
            return "unavailable";
        case Fault::corrupt:
            return "corrupt";
        case Fault::unsupported:
            return "unsupported";
        case Fault::exhausted:
            return "exhausted";
    }
    return "unknown";
}

void throw_exception_from_error(const Error& error, const boost::source_location&) {
    throw std::runtime_error(error.detail);
}

void check(bool condition, std::string_view promise, std::source_location where) {
    if (condition) return;
    throw Bug(std::string(where.file_name()) + ":" + std::to_string(where.line()) + ": " +
              std::string(promise));
}

}  // namespace base
