#include "edgvoip/simulate/simulate.hpp"

#include <filesystem>

namespace edgvoip::simulate {
namespace {

constexpr std::int64_t records_per_folder = 10'000;

base::Result<void> create_folders(const std::string& path) {
    std::error_code error;
    std::filesystem::create_directories(path, error);
    if (error) return base::unavailable("cannot create " + path + ": " + error.message());
    return {};
}

base::Error cannot_write(const std::string& path) {
    return base::unavailable("cannot write " + path);
}

}  // namespace

base::Result<FileSink> FileSink::open(const std::string& records_folder,
                                      const std::string& truth_file) {
    const auto created = create_folders(records_folder);
    if (!created) return created.error();
    std::ofstream truth(truth_file, std::ios::binary | std::ios::app);
    if (!truth) return cannot_write(truth_file);
    return FileSink(records_folder, truth_file, std::move(truth));
}

base::Result<void> FileSink::enter_subfolder(base::Instant ended) {
    const std::string day = base::to_iso8601(ended).substr(0, 10);
    if (day != day_) {
        day_ = day;
        in_day_ = 0;
    }
    if (in_day_++ % records_per_folder != 0) return {};
    subfolder_ = folder_ + "/" + day_ + "/" + std::to_string((in_day_ - 1) / records_per_folder);
    return create_folders(subfolder_);
}

base::Result<void> FileSink::record(const Record& record) {
    const auto entered = enter_subfolder(record.ended);
    if (!entered) return entered.error();
    const std::string path = subfolder_ + "/" + std::string(record.name);
    std::ofstream file(path, std::ios::binary);
    file << record.json << '\n';
    file.close();
    if (!file) return cannot_write(path);
    ++records_;
    return {};
}

base::Result<void> FileSink::truth(const Truth& truth) {
    truth_ << truth_json(truth) << '\n';
    if (!truth_) return cannot_write(truth_file_);
    ++calls_;
    return {};
}

base::Result<void> FileSink::finish() {
    truth_.flush();
    if (!truth_) return cannot_write(truth_file_);
    return {};
}

}  // namespace edgvoip::simulate
