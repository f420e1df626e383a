#pragma once

#include "base/ids.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace w3::exports {

/// A folder of a test's own, which goes with it.
class Scratch {
public:
    Scratch() { std::filesystem::create_directory(path_); }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch() { std::filesystem::remove_all(path_); }

    std::string path() const { return path_.string(); }
    std::string path(const std::string& name) const { return (path_ / name).string(); }
    void write(const std::string& name, const std::string& bytes) const {
        std::ofstream(path_ / name, std::ios::binary) << bytes;
    }
    std::string read(const std::string& name) const {
        std::ifstream file(path_ / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    }
    std::size_t count() const {
        return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(path_),
                                                      std::filesystem::directory_iterator()));
    }

private:
    const std::filesystem::path path_ =
        std::filesystem::temp_directory_path() / ("edg_exports_" + base::Uuid::random().text());
};

}  // namespace w3::exports
