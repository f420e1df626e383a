#include "edgvoip/ingest/spool.hpp"

#include "spool_fixture.hpp"

#include <gmock/gmock.h>

#include <cctype>
#include <unistd.h>

namespace edgvoip::ingest {
namespace {

namespace fs = std::filesystem;
using std::chrono::hours;
using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::HasSubstr;

TEST_F(SpoolTest, only_records_have_the_name_of_one) {
    const std::string uuid = "1973ae9a-ff3c-4902-9a5f-8ec1dc3f2a73";
    EXPECT_TRUE(is_spool_record_name(uuid + ".cdr.json"));
    EXPECT_TRUE(is_spool_record_name("a_" + uuid + ".cdr.json"));
    for (const std::string& name :
         {uuid, uuid + ".json", "b_" + uuid + ".cdr.json", "a_a_" + uuid + ".cdr.json",
          uuid + ".cdr.json.part", "." + uuid + ".cdr.json", uuid + "0.cdr.json",
          std::string(".cdr.json"), std::string("a_.cdr.json"), std::string()}) {
        EXPECT_FALSE(is_spool_record_name(name)) << name;
    }
}

TEST_F(SpoolTest, takes_what_was_there_at_the_start_and_removes_it) {
    options.rescan = hours(1);
    const std::string b_leg = write_record();
    const std::string a_leg = write_record("a_" + new_name());
    EXPECT_EQ(count_spool(spool_folder()).value(), 2);
    start();
    ASSERT_TRUE(empties());
    spool->stop();
    const auto stored = intake.stored();
    ASSERT_EQ(stored.size(), 2U);
    EXPECT_EQ(std::set({stored[0].raw_ref, stored[1].raw_ref}), std::set({a_leg, b_leg}));
    EXPECT_EQ(stored[0].source, "pbx1");
    EXPECT_EQ(spool->counters().taken, 2);
    EXPECT_EQ(spool->counters().waiting, 0);
    EXPECT_TRUE(quarantined().empty());
}

TEST_F(SpoolTest, hears_of_a_file_that_is_closed_and_of_one_that_is_moved_in) {
    options.rescan = hours(1);
    options.settled = hours(1);
    start();
    const std::string closed = write_record();
    ASSERT_TRUE(empties());
    const std::string moved = new_name();
    move_in(moved, record_text(moved));
    ASSERT_TRUE(empties());
    EXPECT_THAT(intake.submitted(), ElementsAre(closed, moved));
}

TEST_F(SpoolTest, other_names_and_subfolders_are_left_alone) {
    const std::string record = new_name();
    write("Master.csv", "a,b\n");
    write(record + ".tmp", record_text(record));
    fs::create_directories(in_spool("2026"));
    const std::string below = new_name();
    write("2026/" + below, record_text(below));
    const std::string folder_like_a_record = new_name();
    fs::create_directories(in_spool(folder_like_a_record));
    start();
    write_record(record);
    ASSERT_TRUE(eventually([&] { return spool->counters().taken == 1; }));
    ASSERT_TRUE(eventually([&] { return spool->counters().ignored == 3; }));
    spool->stop();
    EXPECT_EQ(names_left(),
              (std::set<std::string>{"Master.csv", record + ".tmp", "2026", folder_like_a_record}));
    EXPECT_TRUE(fs::exists(in_spool("2026/" + below)));
    EXPECT_TRUE(quarantined().empty());
}

TEST_F(SpoolTest, a_half_written_file_is_waited_for) {
    start();
    const std::string name = new_name();
    const std::string text = record_text(name);
    std::ofstream writer(in_spool(name), std::ios::binary);
    writer << text.substr(0, text.size() / 2) << std::flush;
    ASSERT_TRUE(eventually([&] { return spool->counters().waiting == 1; }));
    std::this_thread::sleep_for(milliseconds(100));
    EXPECT_TRUE(intake.submitted().empty());
    writer << text.substr(text.size() / 2);
    writer.close();
    ASSERT_TRUE(empties());
    // Once more when its writer's close is told while it is on its way: that is harmless.
    const auto submitted = intake.submitted();
    EXPECT_EQ(std::set(submitted.begin(), submitted.end()), std::set<std::string>{name});
    EXPECT_TRUE(quarantined().empty());
}

TEST_F(SpoolTest, a_file_that_grows_while_it_is_read_is_taken_when_it_is_whole) {
    options.patience = milliseconds(2000);
    start();
    const std::string name = new_name();
    const std::string text = record_text(name);
    for (std::size_t at = 0; at < text.size(); at += 10) {
        std::ofstream(in_spool(name), std::ios::binary | std::ios::app) << text.substr(at, 10);
        std::this_thread::sleep_for(milliseconds(2));
    }
    ASSERT_TRUE(empties());
    spool->stop();
    EXPECT_TRUE(quarantined().empty());
    ASSERT_FALSE(intake.stored().empty());
    EXPECT_EQ(intake.stored().back().leg_id, name.substr(0, 36));
}

TEST_F(SpoolTest, every_encoding_of_a_record_is_taken) {
    const std::string name = new_name();
    const auto encoded = [](const std::string& text) {
        std::string out;
        for (const char letter : text) {
            constexpr std::string_view digits = "0123456789ABCDEF";
            const auto c = static_cast<unsigned char>(letter);
            const bool plain = std::isalnum(c) != 0;
            if (plain) out += letter;
            if (!plain) (out += '%') += {digits[c / 16], digits[c % 16]};
        }
        return out + "\n";
    };
    const std::string latin1 = R"(,"effective_caller_id_name":"Caff)"
                               "\xe8"
                               R"(")";
    const std::string base64 =
        "eyJ2YXJpYWJsZXMiOnsidXVpZCI6IjE5NzNhZTlhLWZmM2MtNDkwMi05YTVmLThlYzFkYzNmMmE3MyIsImRpcmVj"
        "dGlvbiI6ImluYm91bmQiLCJzdGFydF91ZXBvY2giOiIxNzY3MjI1NjAwMDAwMDAwIiwiZW5kX3VlcG9jaCI6IjE3"
        "NjcyMjU2NjAwMDAwMDAifX0=\n";
    const std::string forms[] = {record_text(name), encoded(record_text(name)),
                                 "cdr=" + encoded(record_text(name)), record_text(name, latin1),
                                 base64};
    start();
    // Moved in whole: a file that is seen while it is written may be taken twice.
    for (const std::string& form : forms) {
        move_in(new_name(), form);
        ASSERT_TRUE(empties());
    }
    spool->stop();
    EXPECT_EQ(intake.stored().size(), std::size(forms));
    EXPECT_TRUE(quarantined().empty());
    EXPECT_EQ(intake.stored()[1].leg_id, name.substr(0, 36));
    EXPECT_EQ(intake.stored()[4].leg_id, "1973ae9a-ff3c-4902-9a5f-8ec1dc3f2a73");
}

TEST_F(SpoolTest, a_file_whose_record_is_not_stored_stays_until_it_is) {
    for (const base::Error& failure :
         {base::unavailable("the disk is full"), base::invalid("a bug of ours")}) {
        intake.set_answer(failure);
        const std::size_t before = intake.submitted().size();
        const std::string name = write_record();
        if (!spool) start();
        ASSERT_TRUE(eventually([&] { return intake.submitted().size() >= before + 3; }));
        EXPECT_TRUE(fs::exists(in_spool(name)));
        EXPECT_GT(events.count("spool_retry"), 0);
        intake.set_answer({});
        ASSERT_TRUE(empties());
    }
    spool->stop();
    EXPECT_EQ(intake.stored().size(), 2U);
    EXPECT_EQ(spool->counters().taken, 2);
    EXPECT_TRUE(quarantined().empty());
}

TEST_F(SpoolTest, a_full_intake_is_asked_again) {
    intake.full = true;
    write_record();
    write_record();
    start();
    ASSERT_TRUE(eventually([&] { return spool->counters().waiting == 2; }));
    EXPECT_TRUE(intake.submitted().empty());
    EXPECT_EQ(names_left().size(), 2U);
    intake.full = false;
    ASSERT_TRUE(empties());
    EXPECT_EQ(intake.stored().size(), 2U);
}

TEST_F(SpoolTest, a_file_rewritten_while_its_record_is_on_its_way_is_read_again) {
    intake.hold = true;
    const std::string name = write_record();
    start();
    ASSERT_TRUE(eventually([&] { return intake.held() == 1; }));
    write(name, record_text(name, R"(,"hangup_cause":"NORMAL_CLEARING")"));
    intake.release_one();
    ASSERT_TRUE(eventually([&] { return intake.held() == 1; }));
    EXPECT_TRUE(fs::exists(in_spool(name)));
    intake.release_one();
    ASSERT_TRUE(empties());
    spool->stop();
    ASSERT_EQ(intake.stored().size(), 2U);
    EXPECT_EQ(intake.stored()[0].hangup_cause, "");
    EXPECT_EQ(intake.stored()[1].hangup_cause, "NORMAL_CLEARING");
    EXPECT_EQ(spool->counters().taken, 1);
}

TEST_F(SpoolTest, a_file_replaced_by_another_of_its_size_is_read_again) {
    intake.hold = true;
    const std::string name = write_record();
    start();
    ASSERT_TRUE(eventually([&] { return intake.held() == 1; }));
    const auto when = fs::last_write_time(in_spool(name));
    write("other", record_text(name));
    fs::last_write_time(in_spool("other"), when);
    fs::rename(in_spool("other"), in_spool(name));
    intake.release_one();
    ASSERT_TRUE(eventually([&] { return intake.held() == 1; }));
    EXPECT_TRUE(fs::exists(in_spool(name)));
    intake.release_one();
    EXPECT_TRUE(empties());
}

TEST_F(SpoolTest, a_new_file_goes_before_those_that_were_there) {
    options.in_flight_max = 1;
    options.rescan = hours(1);
    intake.hold = true;
    for (int i = 0; i < 50; ++i)
        write_record();
    start();
    ASSERT_TRUE(eventually([&] { return intake.held() == 1; }));
    const std::string fresh = write_record();
    ASSERT_TRUE(eventually([&] { return spool->counters().waiting == 51; }));
    intake.release_one();
    ASSERT_TRUE(eventually([&] { return intake.held() == 1; }));
    EXPECT_EQ(intake.submitted().back(), fresh);
    intake.hold = false;
    intake.release_one();
    EXPECT_TRUE(empties());
}

TEST_F(SpoolTest, two_thousand_files_are_taken_once_each_and_few_at_a_time) {
    options.in_flight_max = 100;
    intake.hold = true;
    std::set<std::string> names;
    for (int i = 0; i < 2000; ++i)
        names.insert(write_record());
    start();
    std::size_t told = 0;
    while (told < names.size()) {
        ASSERT_TRUE(eventually([&] { return intake.held() > 0; }));
        for (std::size_t waiting = intake.held(); waiting > 0; --waiting, ++told)
            intake.release_one();
    }
    ASSERT_TRUE(empties());
    spool->stop();
    const auto submitted = intake.submitted();
    EXPECT_EQ(submitted.size(), names.size());
    EXPECT_EQ(std::set(submitted.begin(), submitted.end()), names);
    EXPECT_LE(intake.most_held(), options.in_flight_max);
    EXPECT_EQ(spool->counters().taken, 2000);
    EXPECT_EQ(spool->counters().in_flight, 0);
}

TEST_F(SpoolTest, stopping_waits_for_what_is_on_its_way_and_begins_nothing) {
    intake.hold = true;
    options.in_flight_max = 1;
    write_record();
    write_record();
    start();
    ASSERT_TRUE(eventually([&] { return intake.held() == 1; }));
    std::atomic<bool> stopped = false;
    std::jthread stopping([&] {
        spool->stop();
        stopped = true;
    });
    std::this_thread::sleep_for(milliseconds(50));
    EXPECT_FALSE(stopped);
    intake.release_one();
    ASSERT_TRUE(eventually([&] { return stopped.load(); }));
    EXPECT_EQ(names_left().size(), 1U) << "one is durable and removed, the other never begun";
    EXPECT_EQ(intake.submitted().size(), 1U);
    EXPECT_EQ(spool->counters().taken, 1);
    spool->stop();
}

TEST_F(SpoolTest, a_folder_that_cannot_be_used_is_said_at_the_start) {
    options.folder = folder.path("nowhere");
    const auto missing = Spool::start(options, intake, quarantine, events);
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().fault, base::Fault::unavailable);
    EXPECT_THAT(missing.error().detail,
                testing::AllOf(HasSubstr(options.folder), HasSubstr("make it")));
    EXPECT_EQ(count_spool(options.folder).error(), missing.error());
    options.folder = folder.path("file");
    std::ofstream(options.folder) << "in the way";
    EXPECT_FALSE(Spool::start(options, intake, quarantine, events));
}

TEST_F(SpoolTest, a_folder_that_goes_is_said_once_and_waited_for) {
    start();
    fs::rename(spool_folder(), folder.path("away"));
    ASSERT_TRUE(eventually([&] { return events.count("spool_folder_lost") == 1; }));
    std::this_thread::sleep_for(milliseconds(50));
    EXPECT_EQ(events.count("spool_folder_lost"), 1);
    EXPECT_EQ(events.count("spool_folder_found"), 0);
    fs::create_directories(spool_folder());
    const std::string name = write_record();
    ASSERT_TRUE(empties());
    EXPECT_EQ(events.count("spool_folder_found"), 1);
    EXPECT_THAT(intake.submitted(), ElementsAre(name));
}

TEST_F(SpoolTest, a_file_that_somebody_else_removes_is_forgotten) {
    const std::string junk = write(new_name(), "Lorem ipsum");
    start();
    ASSERT_TRUE(eventually([&] { return spool->counters().waiting == 1; }));
    fs::remove(in_spool(junk));
    EXPECT_TRUE(eventually([&] { return spool->counters().waiting == 0; }));
    EXPECT_TRUE(quarantined().empty());
}

TEST_F(SpoolTest, a_file_that_may_not_be_read_is_said_once_and_waited_for) {
    if (geteuid() == 0) GTEST_SKIP() << "root may read everything";
    const std::string name = write_record();
    fs::permissions(in_spool(name), fs::perms::none);
    start();
    ASSERT_TRUE(eventually([&] { return events.count("spool_unreadable") == 1; }));
    std::this_thread::sleep_for(milliseconds(50));
    EXPECT_EQ(events.count("spool_unreadable"), 1);
    fs::permissions(in_spool(name), fs::perms::owner_read);
    EXPECT_TRUE(empties());
}

}  // namespace
}  // namespace edgvoip::ingest
