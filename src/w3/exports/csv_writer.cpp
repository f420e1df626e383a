#include "w3/exports/csv_writer.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace w3::exports {
namespace {

constexpr std::size_t block_bytes = 64 * 1024;

base::Error failed() {
    return base::unavailable(std::string("the file cannot be written: ") + std::strerror(errno));
}

class CsvWriter final : public RowWriter {
public:
    CsvWriter(int descriptor, const CsvDialect& dialect, base::TimeZone zone)
        : descriptor_(descriptor), dialect_(dialect), zone_(zone) {
        waiting_ = dialect.begin;
    }
    CsvWriter(const CsvWriter&) = delete;
    CsvWriter& operator=(const CsvWriter&) = delete;
    ~CsvWriter() override { ::close(descriptor_); }

    base::Result<void> add(std::span<const Cell> row) override {
        append_csv_row(waiting_, row, dialect_, zone_);
        return waiting_.size() < block_bytes ? base::Result<void>() : finish();
    }

    base::Result<void> finish() override {
        std::string_view rest = waiting_;
        while (!rest.empty()) {
            const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
            if (written < 0 && errno == EINTR) continue;
            if (written <= 0) return failed();
            rest.remove_prefix(static_cast<std::size_t>(written));
        }
        waiting_.clear();
        return {};
    }

private:
    int descriptor_;
    CsvDialect dialect_;
    base::TimeZone zone_;
    std::string waiting_;  // to be written
};

}  // namespace

base::Result<std::unique_ptr<RowWriter>> write_csv(const std::string& path,
                                                   const CsvDialect& dialect, base::TimeZone zone,
                                                   const std::vector<std::string>& headings) {
    const int descriptor =
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (descriptor < 0) return failed();
    std::unique_ptr<RowWriter> writer = std::make_unique<CsvWriter>(descriptor, dialect, zone);
    const Row head(headings.begin(), headings.end());
    if (const auto added = writer->add(head); !added) return added.error();
    return writer;
}

}  // namespace w3::exports
