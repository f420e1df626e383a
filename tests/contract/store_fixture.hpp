#pragma once

#include "edgvoip/store/store.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <limits>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace edgvoip::store {

/// A folder of its own for one test, removed with all it holds.
class ScratchFolder {
public:
    ScratchFolder() {
        std::string pattern =
            (std::filesystem::temp_directory_path() / "edg_store_XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no scratch folder");
        path_ = pattern;
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    ~ScratchFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// One kind of store: the URL of a new, empty one in a folder.
struct StoreKind {
    std::string name;
    std::string (*url_in)(const std::filesystem::path& folder);
};

inline std::vector<StoreKind> store_kinds() {
    return {{"sqlite", [](const std::filesystem::path& folder) {
                 return "sqlite:" + (folder / "calls.db").string();
             }}};
}

/// What every kind of store must do: an empty one, freshly opened.
class StoreContract : public testing::TestWithParam<StoreKind> {
protected:
    std::unique_ptr<Store> open() { return Store::open(url).value(); }

    /// Puts calls without leg records, in one batch.
    void put(const std::vector<call::Call>& calls) {
        const auto writer = store->writer().value();
        writer->begin().value();
        for (const call::Call& call : calls)
            writer->put(call, {}).value();
        writer->commit().value();
    }

    ScratchFolder folder;
    std::string url = GetParam().url_in(folder.path());
    std::unique_ptr<Store> store = open();
};

inline CallPlace place_of(const call::Call& call) {
    return {call.start, call.id};
}

/// As it is now, whatever the tenant's last change was.
constexpr std::int64_t any_change = std::numeric_limits<std::int64_t>::max();

/// All of the tenant's calls, without their legs, in the order of (start, id).
inline std::vector<call::Call> stored_calls(CallReader& reader, base::TenantId tenant) {
    std::vector<CallPlace> places;
    reader
        .outlines(tenant,
                  [&places](const call::Outline& outline) {
                      places.push_back({outline.start, outline.id});
                  })
        .value();
    std::vector<call::Call> calls;
    auto rows = reader.calls_at(tenant, places, any_change).value();
    base::check(rows.has_value(), "nobody writes meanwhile");
    for (StoredRow& row : *rows)
        calls.push_back(std::move(row.call));
    return calls;
}

inline std::string name_of_kind(const testing::TestParamInfo<StoreKind>& info) {
    return info.param.name;
}

}  // namespace edgvoip::store
