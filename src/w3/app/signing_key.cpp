#include "w3/app/signing_key.hpp"

#include "base/secret.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace w3::app {
namespace {

constexpr mode_t for_its_user = S_IRUSR | S_IWUSR;
constexpr mode_t for_all_to_read = for_its_user | S_IRGRP | S_IROTH;

/// A new file beside the place, then in it, so that nobody reads half of it. `only_new`: what is
/// there stays (EEXIST).
base::Result<void> put_file(const std::string& path, std::string_view bytes, mode_t mode,
                            bool only_new) {
    const std::string beside = path + ".new";
    const auto failed = [&path] {
        return base::unavailable("'" + path + "' cannot be written: " + std::strerror(errno));
    };
    ::unlink(beside.c_str());
    const int file = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, for_its_user);
    if (file < 0) return failed();
    bool written = ::write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
    written = written && ::fchmod(file, mode) == 0 && ::fsync(file) == 0;
    written = ::close(file) == 0 && written;
    if (written) {
        written = only_new ? ::link(beside.c_str(), path.c_str()) == 0
                           : ::rename(beside.c_str(), path.c_str()) == 0;
    }
    if (written && !only_new) return {};
    auto outcome = written ? base::Result<void>() : base::Result<void>(failed());
    ::unlink(beside.c_str());
    return outcome;
}

}  // namespace

base::Result<auth::Es256Pair> read_signing_key(const Config& config) {
    const std::string where = "signing.key_file '" + config.signing_key_file + "'";
    if (!std::filesystem::exists(config.signing_key_file)) {
        return base::unavailable(where + " is not there; make it with: w3suite key");
    }
    const auto pem = base::Secret::read_file(config.signing_key_file);
    if (!pem) return base::within("signing.key_file", pem.error());
    auto pair = auth::es256_pair(*pem);
    if (!pair) return base::within(where, pair.error());
    return pair;
}

base::Result<bool> make_signing_key(const Config& config) {
    const bool missing = !std::filesystem::exists(config.signing_key_file);
    if (missing) {
        const base::Secret pem = auth::new_es256_pem();
        const auto put = put_file(config.signing_key_file, pem.reveal(), for_its_user, true);
        if (!put) return base::within("signing.key_file", put.error());
    }
    const auto pair = read_signing_key(config);
    if (!pair) return pair.error();
    const auto put = put_file(config.signing_jwks_file, pair->jwks, for_all_to_read, false);
    if (!put) return base::within("signing.jwks_file", put.error());
    return missing;
}

}  // namespace w3::app
