#include "export_scratch.hpp"
#include "w3/exports/folder.hpp"
#include "w3/exports/register.hpp"
#include "w3/exports/sweeper.hpp"

#include <gtest/gtest.h>

#include <sys/stat.h>
#include <thread>

namespace w3::exports {
namespace {

class RegisterTest : public testing::Test {
protected:
    static Owner somebody() { return {.person = {base::Uuid::random()}, .scope = {}}; }

    Export begun(const Owner& owner) {
        Export entry;
        entry.id = base::Uuid::random();
        entry.owner = owner;
        entry.created_at = clock_.now();
        const auto place = all_.take_place(owner.person);
        EXPECT_TRUE(std::holds_alternative<Register::Place>(place));
        all_.begin(entry);
        std::ofstream(all_.file_of(entry.id)) << "rows";
        return entry;
    }
    State state(const Export& entry) { return all_.find(entry.id, entry.owner)->state; }
    bool is_full(const Owner& owner, Full full) {
        const auto place = all_.take_place(owner.person);
        return std::holds_alternative<Full>(place) && std::get<Full>(place) == full;
    }
    void pass(std::int64_t seconds) {
        clock_.set({clock_.now().us + seconds * base::us_per_second});
    }

    base::FixedClock clock_{base::Instant{1'790'000'000 * base::us_per_second}};
    Scratch scratch_;
    Register all_{clock_,
                  {.per_person = 2, .at_once = 4, .kept_per_person = 3, .keep_seconds = 3600},
                  scratch_.path()};
};

TEST_F(RegisterTest, a_person_has_two_that_run_and_the_server_four) {
    const Owner anna = somebody(), berta = somebody(), carla = somebody();
    const Export first = begun(anna);
    begun(anna);
    EXPECT_TRUE(is_full(anna, Full::person));
    begun(berta);
    begun(berta);
    EXPECT_TRUE(is_full(carla, Full::server));
    all_.finish(first.id, 4);
    EXPECT_FALSE(is_full(carla, Full::server));
    EXPECT_FALSE(is_full(anna, Full::person));
}

TEST_F(RegisterTest, a_place_that_is_held_counts_until_it_is_given_back) {
    const Owner anna = somebody();
    {
        const auto one = all_.take_place(anna.person);
        const auto two = all_.take_place(anna.person);
        EXPECT_TRUE(is_full(anna, Full::person));
    }
    EXPECT_FALSE(is_full(anna, Full::person));
}

TEST_F(RegisterTest, everybody_sees_their_own_the_newest_first) {
    const Owner anna = somebody(), berta = somebody();
    const Export first = begun(anna);
    const Export second = begun(anna);
    ASSERT_EQ(all_.list(anna).size(), 2u);
    EXPECT_EQ(all_.list(anna)[0].id, second.id);
    EXPECT_TRUE(all_.list(berta).empty());
    EXPECT_FALSE(all_.find(first.id, berta));
    EXPECT_FALSE(all_.cancel(first.id, berta));
    Owner less = anna;
    less.scope.store_ids.emplace();
    EXPECT_FALSE(all_.find(first.id, less)) << "of another sight";
    EXPECT_EQ(state(first), State::running);
}

TEST_F(RegisterTest, what_ends_otherwise_than_done_leaves_no_file) {
    const Owner anna = somebody();
    const Export done = begun(anna);
    all_.progress(done.id, 7);
    all_.finish(done.id, 4);
    EXPECT_EQ(all_.find(done.id, anna)->rows_done, 7);
    EXPECT_EQ(all_.find(done.id, anna)->bytes, 4);
    const Export failed = begun(anna);
    all_.fail(failed.id, Failure::not_written);
    EXPECT_EQ(all_.find(failed.id, anna)->failure, Failure::not_written);
    const Export cancelled = begun(anna);
    EXPECT_EQ(all_.cancel(cancelled.id, anna)->state, State::cancelled);
    EXPECT_EQ(scratch_.count(), 1u);
    EXPECT_EQ(all_.cancel(failed.id, anna)->state, State::failed);
    EXPECT_EQ(all_.cancel(done.id, anna)->state, State::cancelled);
    EXPECT_EQ(scratch_.count(), 0u);
}

TEST_F(RegisterTest, what_was_cancelled_stays_so_and_its_late_file_goes) {
    const Owner anna = somebody();
    for (const bool finishes : {true, false}) {
        const Export entry = begun(anna);
        all_.cancel(entry.id, anna);
        std::ofstream(all_.file_of(entry.id)) << "late";
        all_.progress(entry.id, 9);
        if (finishes) {
            all_.finish(entry.id, 4);
        } else {
            all_.fail(entry.id, Failure::broken);
        }
        EXPECT_EQ(state(entry), State::cancelled);
        EXPECT_EQ(all_.find(entry.id, anna)->rows_done, 0);
        EXPECT_EQ(scratch_.count(), 0u);
    }
}

TEST_F(RegisterTest, an_export_goes_an_hour_after_its_end) {
    const Owner anna = somebody();
    const Export running = begun(anna);
    const Export done = begun(anna);
    pass(5000);
    all_.finish(done.id, 4);
    pass(3599);
    all_.forget_old();
    EXPECT_EQ(state(done), State::done);
    pass(1);
    all_.forget_old();
    EXPECT_FALSE(all_.find(done.id, anna));
    EXPECT_EQ(state(running), State::running);
    EXPECT_EQ(scratch_.count(), 1u);
}

TEST_F(RegisterTest, of_those_that_ended_the_newest_are_kept) {
    const Owner anna = somebody();
    const Export running = begun(anna);
    std::vector<Export> done;
    for (int i = 0; i < 4; ++i) {
        done.push_back(begun(anna));
        all_.finish(done.back().id, 4);
    }
    EXPECT_FALSE(all_.find(done[0].id, anna));
    EXPECT_EQ(all_.list(anna).size(), 4u);
    EXPECT_EQ(state(running), State::running);
    EXPECT_EQ(scratch_.count(), 4u);
}

TEST_F(RegisterTest, who_rests_is_woken_when_the_export_ends) {
    const Owner anna = somebody();
    const Export entry = begun(anna);
    EXPECT_TRUE(all_.rest(entry.id, std::chrono::milliseconds(0)));
    std::thread cancelling([&] { all_.cancel(entry.id, anna); });
    EXPECT_FALSE(all_.rest(entry.id, std::chrono::hours(1)));
    cancelling.join();
}

TEST_F(RegisterTest, stopping_ends_all_that_run_and_begins_none) {
    const Owner anna = somebody();
    const Export entry = begun(anna);
    all_.stop();
    EXPECT_EQ(all_.find(entry.id, anna)->failure, Failure::stopped);
    EXPECT_TRUE(is_full(anna, Full::server));
    EXPECT_EQ(scratch_.count(), 0u);
}

TEST_F(RegisterTest, the_sweeper_forgets_what_is_old) {
    const Owner anna = somebody();
    const Export done = begun(anna);
    all_.finish(done.id, 4);
    pass(3600);
    const Sweeper sweeper(all_, std::chrono::milliseconds(1));
    while (all_.find(done.id, anna))
        std::this_thread::yield();
    EXPECT_EQ(scratch_.count(), 0u);
}

TEST(ExportFolder, is_made_for_its_user_and_keeps_what_is_not_ours) {
    const Scratch scratch;
    const std::string folder = scratch.path("exports");
    ASSERT_TRUE(prepare_folder(folder));
    struct stat made = {};
    ASSERT_EQ(::stat(folder.c_str(), &made), 0);
    EXPECT_EQ(made.st_mode & 0777u, 0700u);
    std::ofstream(export_file(folder, base::Uuid::random())) << "left";
    std::ofstream(folder + "/other") << "kept";
    ASSERT_TRUE(prepare_folder(folder));
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder),
                            std::filesystem::directory_iterator()),
              1);
    EXPECT_EQ(prepare_folder(folder + "/other").error().fault, base::Fault::unavailable);
}

}  // namespace
}  // namespace w3::exports
