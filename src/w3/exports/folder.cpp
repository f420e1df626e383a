#include "w3/exports/folder.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace w3::exports {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view file_start = "w3-export-";

base::Error unusable(const std::string& folder, const std::string& why) {
    return base::unavailable("'" + folder + "': " + why);
}

}  // namespace

base::Result<void> prepare_folder(const std::string& folder) {
    std::error_code error;
    if (!fs::is_directory(folder, error) && ::mkdir(folder.c_str(), S_IRWXU) != 0) {
        return unusable(folder, std::strerror(errno));
    }
    fs::directory_iterator at(folder, error);
    for (const fs::directory_iterator end; !error && at != end; at.increment(error)) {
        if (!at->path().filename().string().starts_with(file_start)) continue;
        std::error_code failed;
        fs::remove(at->path(), failed);
        if (failed) return unusable(at->path().string(), failed.message());
    }
    if (error) return unusable(folder, error.message());
    if (::access(folder.c_str(), R_OK | W_OK | X_OK) != 0) {
        return unusable(folder, std::strerror(errno));
    }
    return {};
}

std::string export_file(const std::string& folder, base::Uuid id) {
    return (fs::path(folder) / (std::string(file_start) + id.text())).string();
}

}  // namespace w3::exports
