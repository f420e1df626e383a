#pragma once

#include "access/verifier.hpp"
#include "base/error.hpp"
#include "edgvoip/app/config.hpp"
#include "edgvoip/directory/directory.hpp"

#include <functional>
#include <memory>
#include <mutex>

namespace edgvoip::app {

/// What the files that the configuration names say: the directory, and the keys that judge tokens.
/// They can be read again while the program serves. Any thread.
class InForce {
public:
    /// Reads all. Faults as `Directory::read_file` and `make_verifier`.
    static base::Result<std::unique_ptr<InForce>> read(const Config& config);

    std::shared_ptr<const directory::Directory> directory() const;
    std::shared_ptr<const auth::Verifier> verifier() const;

    /// Reads the files again; on failure what was in force stays so. `before` is told of the new
    /// directory just before it comes into force.
    base::Result<void> read_directory_again(
        const std::function<void(const directory::Directory&)>& before = {});
    base::Result<void> read_keys_again();

private:
    explicit InForce(Config config) : config_(std::move(config)) {}

    const Config config_;
    mutable std::mutex mutex_;
    std::shared_ptr<const directory::Directory> directory_;
    std::shared_ptr<const auth::Verifier> verifier_;
};

}  // namespace edgvoip::app
