#include "edgvoip/app/in_force.hpp"

#include "edgvoip/app/keys.hpp"

#include <utility>

namespace edgvoip::app {

base::Result<std::unique_ptr<InForce>> InForce::read(const Config& config) {
    std::unique_ptr<InForce> all(new InForce(config));
    if (const auto read = all->read_directory_again(); !read) return read.error();
    if (const auto read = all->read_keys_again(); !read) return read.error();
    return all;
}

std::shared_ptr<const directory::Directory> InForce::directory() const {
    const std::lock_guard lock(mutex_);
    return directory_;
}

std::shared_ptr<const auth::Verifier> InForce::verifier() const {
    const std::lock_guard lock(mutex_);
    return verifier_;
}

base::Result<void> InForce::read_directory_again(
    const std::function<void(const directory::Directory&)>& before) {
    auto directory = directory::Directory::read_file(config_.directory_file);
    if (!directory) return directory.error();
    if (before) before(**directory);
    const std::lock_guard lock(mutex_);
    directory_ = std::move(*directory);
    return {};
}

base::Result<void> InForce::read_keys_again() {
    auto verifier = make_verifier(config_);
    if (!verifier) return verifier.error();
    const std::lock_guard lock(mutex_);
    verifier_ = std::move(*verifier);
    return {};
}

}  // namespace edgvoip::app
