#pragma once

#include "base/ids.hpp"
#include "edgvoip/ingest/spool.hpp"
#include "event_names.hpp"
#include "fake_intake.hpp"
#include "fixed_time.hpp"
#include "recorded_calls.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace edgvoip::ingest {

inline std::string new_name() {
    return base::Uuid::random().text() + ".cdr.json";
}

/// The smallest record that can be read.
inline std::string record_text(const std::string& name, const std::string& more = "") {
    const std::string uuid = name.substr(name.size() - 45, 36);
    return R"({"variables":{"uuid":")" + uuid +
           R"(","direction":"inbound","start_uepoch":"1767225600000000",)"
           R"("end_uepoch":"1767225660000000")" +
           more + "}}\n";
}

inline std::string text_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

class SpoolTest : public testing::Test {
protected:
    SpoolTest() { std::filesystem::create_directories(spool_folder()); }
    ~SpoolTest() override {
        intake.hold = false;
        while (intake.held() > 0)
            intake.release_one();
    }

    std::string spool_folder() const { return folder.path("spool"); }
    std::filesystem::path in_spool(const std::string& name) const {
        return std::filesystem::path(spool_folder()) / name;
    }

    std::string write(const std::string& name, const std::string& bytes) const {
        std::ofstream(in_spool(name), std::ios::binary) << bytes;
        return name;
    }
    std::string write_record(const std::string& name = new_name()) const {
        return write(name, record_text(name));
    }
    void move_in(const std::string& name, const std::string& bytes) const {
        write("unfinished", bytes);
        std::filesystem::rename(in_spool("unfinished"), in_spool(name));
    }
    void start() {
        auto started = Spool::start(options, intake, quarantine, events);
        ASSERT_TRUE(started) << started.error().detail;
        spool = std::move(*started);
    }
    std::set<std::string> names_left() const {
        std::set<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(spool_folder()))
            names.insert(entry.path().filename().string());
        return names;
    }
    bool empties() const {
        return eventually([this] { return names_left().empty(); });
    }
    /// Quarantined inputs, without their reasons.
    std::vector<std::filesystem::path> quarantined() const {
        std::vector<std::filesystem::path> inputs;
        if (!std::filesystem::exists(quarantine_folder)) return inputs;
        for (const auto& entry : std::filesystem::directory_iterator(quarantine_folder)) {
            if (entry.path().extension() != ".reason") inputs.push_back(entry.path());
        }
        return inputs;
    }
    std::string only_reason() const {
        const auto inputs = quarantined();
        EXPECT_EQ(inputs.size(), 1U);
        return inputs.empty() ? "" : text_of(inputs[0].string() + ".reason");
    }

    TemporaryFolder folder;
    std::string quarantine_folder = folder.path("quarantine");
    FakeIntake intake;
    Quarantine quarantine{quarantine_folder, midnight};
    base::EventNames events;
    /// Impatient where a test waits, and as patient as can be where something must not happen.
    SpoolOptions options{.source = "pbx1",
                         .folder = spool_folder(),
                         .rescan = std::chrono::milliseconds(10),
                         .settled = std::chrono::milliseconds(20),
                         .first_wait = std::chrono::milliseconds(5),
                         .patience = std::chrono::hours(1),
                         .pause = std::chrono::milliseconds(5),
                         .in_flight_max = 500};
    std::unique_ptr<Spool> spool;
};

}  // namespace edgvoip::ingest
