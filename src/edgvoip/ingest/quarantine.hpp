#pragma once

#include "base/clock.hpp"
#include "base/error.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace edgvoip::ingest {

/// A folder for input that could not be read, so that nothing is ever dropped: each input as it
/// came, and beside it `<name>.reason`, a few lines of text that say when, from where and why.
/// Readable by the service only. Any thread.
class Quarantine {
public:
    /// The clock outlives the quarantine. The folder is made when first needed.
    Quarantine(std::string folder, const base::Clock& clock)
        : folder_(std::move(folder)), clock_(clock) {}

    /// Makes the bytes and the reason durable (fsync of both files and the folder). `origin` is
    /// where they came from; its last path part becomes part of the name. The same bytes from the
    /// same origin are kept once. Gives the file's path. Fault::unavailable when it cannot be
    /// written.
    base::Result<std::string> keep(std::string_view bytes, std::string_view origin,
                                   std::string_view reason) const;

    /// The same for a whole file too large to hold in memory, which stays where it is.
    base::Result<std::string> keep_file(const std::string& path, std::string_view reason) const;

private:
    using WriteInput = std::function<base::Result<void>(const std::string& path)>;

    base::Result<std::string> keep_as(const std::string& name, std::string_view origin,
                                      std::uintmax_t size, std::string_view reason,
                                      const WriteInput& write_input) const;

    std::string folder_;
    const base::Clock& clock_;
};

}  // namespace edgvoip::ingest
