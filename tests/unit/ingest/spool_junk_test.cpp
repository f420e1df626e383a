#include "base/limits.hpp"
#include "edgvoip/ingest/spool.hpp"
#include "spool_fixture.hpp"

#include <gmock/gmock.h>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace edgvoip::ingest {
namespace {

namespace fs = std::filesystem;
using std::chrono::hours;
using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::HasSubstr;

struct Junk {
    std::string what;
    std::string bytes;
};

class SpoolJunkTest : public SpoolTest, public testing::WithParamInterface<Junk> {};

TEST_P(SpoolJunkTest, goes_to_quarantine_once_and_out_of_the_spool) {
    options.patience = milliseconds(50);
    const std::string junk = write(new_name(), GetParam().bytes);
    start();
    ASSERT_TRUE(empties());
    const std::string good = write_record();
    ASSERT_TRUE(empties());
    spool->stop();
    EXPECT_THAT(intake.submitted(), ElementsAre(good));
    const auto inputs = quarantined();
    ASSERT_EQ(inputs.size(), 1U);
    EXPECT_EQ(text_of(inputs[0]), GetParam().bytes);
    EXPECT_THAT(inputs[0].filename().string(), testing::StartsWith(junk));
    EXPECT_THAT(only_reason(), HasSubstr("from: " + spool_folder() + "/" + junk));
    EXPECT_EQ(spool->counters().not_a_record, 1);
    EXPECT_EQ(spool->counters().taken, 1);
    EXPECT_EQ(events.count("spool_quarantined"), 1);
}

INSTANTIATE_TEST_SUITE_P(
    All, SpoolJunkTest,
    testing::Values(Junk{"empty", ""}, Junk{"half", R"({"variables":{"uuid":"1973ae9a-ff3c)"},
                    Junk{"text", "Lorem ipsum\n"}, Junk{"other_json", "{\"hello\":1}\n"},
                    Junk{"binary", std::string("\x7f\x45\x4c\x46\x02\x01\xff\xfe\x80", 9)},
                    Junk{"nul", std::string(4096, '\0')},
                    Junk{"utf16", std::string("\xff\xfe{\0}\0", 6)},
                    Junk{"deep", std::string(100'000, '[')}),
    [](const auto& tested) { return tested.param.what; });

TEST_F(SpoolTest, junk_that_is_old_already_is_tried_twice_and_not_for_all_its_patience) {
    const std::string junk = write(new_name(), "Lorem ipsum");
    fs::last_write_time(in_spool(junk), fs::file_time_type::clock::now() - hours(3));
    start();
    ASSERT_TRUE(empties());
    EXPECT_EQ(quarantined().size(), 1U);
}

TEST_F(SpoolTest, a_huge_file_goes_to_quarantine_whole_and_the_others_are_taken) {
    const std::string just_too_large = new_name();
    write(just_too_large, std::string(base::limits::record_bytes_max + 1, ' '));
    const std::string huge = new_name();
    constexpr std::uintmax_t huge_bytes = 32 * 1024 * 1024;
    write(huge, "");
    fs::resize_file(in_spool(huge), huge_bytes);
    const std::string good = write_record();
    start();
    ASSERT_TRUE(empties());
    spool->stop();
    EXPECT_EQ(spool->counters().too_large, 2);
    EXPECT_EQ(spool->counters().taken, 1);
    ASSERT_EQ(quarantined().size(), 2U);
    std::set<std::uintmax_t> sizes;
    for (const fs::path& input : quarantined())
        sizes.insert(fs::file_size(input));
    EXPECT_EQ(sizes, (std::set<std::uintmax_t>{base::limits::record_bytes_max + 1, huge_bytes}));
}

TEST_F(SpoolTest, what_is_no_file_is_never_opened) {
    const std::string target = folder.path("target");
    std::ofstream(target) << record_text(new_name());
    fs::create_symlink(target, in_spool(new_name()));
    fs::create_symlink(folder.path("nowhere"), in_spool(new_name()));
    fs::create_symlink("/dev/zero", in_spool(new_name()));
    ASSERT_EQ(mkfifo(in_spool(new_name()).c_str(), 0600), 0);
    const int listener = socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    // A socket's path is short: the name is given to it afterwards.
    ASSERT_LT(in_spool("s").string().size(), sizeof address.sun_path);
    in_spool("s").string().copy(address.sun_path, sizeof address.sun_path - 1);
    ASSERT_EQ(bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    close(listener);
    fs::rename(in_spool("s"), in_spool(new_name()));
    start();
    const std::string good = write_record();
    ASSERT_TRUE(empties());
    spool->stop();
    EXPECT_EQ(spool->counters().not_a_file, 5);
    EXPECT_THAT(intake.submitted(), ElementsAre(good));
    EXPECT_TRUE(fs::exists(target)) << "the link goes, not what it leads to";
    std::string reasons;
    for (const fs::path& input : quarantined()) {
        EXPECT_EQ(fs::file_size(input), 0U);
        reasons += text_of(input.string() + ".reason");
    }
    EXPECT_THAT(reasons, HasSubstr("a symbolic link"));
    EXPECT_THAT(reasons, HasSubstr("a named pipe"));
    EXPECT_THAT(reasons, HasSubstr("a socket"));
}

TEST_F(SpoolTest, junk_stays_while_the_quarantine_cannot_be_written) {
    options.patience = milliseconds(20);
    std::ofstream(quarantine_folder) << "a file where the folder should be";
    const std::string junk = write(new_name(), "Lorem ipsum");
    start();
    ASSERT_TRUE(eventually([&] { return events.count("spool_retry") > 1; }));
    EXPECT_TRUE(fs::exists(in_spool(junk)));
    EXPECT_EQ(spool->counters().not_a_record, 0);
    fs::remove(quarantine_folder);
    ASSERT_TRUE(empties());
    EXPECT_EQ(quarantined().size(), 1U);
}

}  // namespace
}  // namespace edgvoip::ingest
