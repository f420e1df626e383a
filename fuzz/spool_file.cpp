// A file that somebody left in a spool folder: read as the watcher reads it, then understood or
// not.
#include "edgvoip/call/leg_codec.hpp"
#include "edgvoip/ingest/spool_folder.hpp"
#include "edgvoip/source/freeswitch/json_cdr.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

namespace {

using edgvoip::ingest::SpoolFile;
using edgvoip::ingest::SpoolFolder;

/// A spool of its own, as long as the program runs.
class Spool {
public:
    Spool() {
        std::string pattern = (std::filesystem::temp_directory_path() / "spool_XXXXXX").string();
        base::check(mkdtemp(pattern.data()) != nullptr, "a folder can be made");
        path_ = pattern;
        folder_.emplace(SpoolFolder::open(pattern).value());
    }
    Spool(const Spool&) = delete;
    Spool& operator=(const Spool&) = delete;
    ~Spool() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    SpoolFile left_there(std::string_view bytes) const {
        std::ofstream file(path_ / name, std::ios::binary | std::ios::trunc);
        file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        file.close();
        return folder_->read(name);
    }
    bool remove(const SpoolFile& file) const {
        return folder_->remove(name, file.identity).value();
    }

    static constexpr const char* name = "35e10cfd-5d74-4ead-933e-f70814fabc51.cdr.json";

private:
    std::filesystem::path path_;
    std::optional<SpoolFolder> folder_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Spool spool;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const SpoolFile file = spool.left_there(bytes);
    if (file.kind == SpoolFile::Kind::record) {
        base::check(file.bytes == bytes, "a file is read as it is");
        const auto leg =
            edgvoip::source::freeswitch::decode_json_cdr(file.bytes, "pbx1", Spool::name);
        if (leg) {
            const auto kept = edgvoip::call::decode_leg_record(edgvoip::call::encode(*leg));
            base::check(kept && *kept == *leg, "a leg is kept as it was understood");
        }
    } else {
        base::check(file.kind == SpoolFile::Kind::too_large, "nothing else was left there");
    }
    base::check(spool.remove(file), "the file that was read is the one that is removed");
    return 0;
}
