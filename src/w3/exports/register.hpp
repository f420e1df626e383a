#pragma once

#include "base/clock.hpp"
#include "w3/exports/export.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace w3::exports {

/// How many exports there may be.
struct Caps {
    std::size_t per_person = 0;       ///< that run at a time
    std::size_t at_once = 0;          ///< the same of all people
    std::size_t kept_per_person = 0;  ///< that have ended; then the oldest goes
    std::int64_t keep_seconds = 0;    ///< from its end until an export goes
};

/// How exports go and went since the program began.
struct RegisterFigures {
    std::int64_t running = 0;
    std::int64_t done = 0;  ///< ended so, as the next two
    std::int64_t failed = 0;
    std::int64_t cancelled = 0;
    std::int64_t bytes = 0;  ///< of the files that can be fetched
};

/// Who has no place for one export more.
enum class Full { person, server };

/// All exports since the program began, with their files. It knows nothing of how they are made;
/// an export that ends some other way than done takes its file with it. Any thread.
class Register {
public:
    /// The clock outlives it. `folder` holds the files, see file_of().
    Register(const base::Clock& clock, const Caps& caps, std::string folder);
    Register(const Register&) = delete;
    Register& operator=(const Register&) = delete;

    /// Holds a place for an export that is about to be begun.
    class Place {
    public:
        Place(Register& all, people::PersonId person) : all_(&all), person_(person) {}
        Place(Place&& other) noexcept : all_(other.all_), person_(other.person_) {
            other.all_ = nullptr;
        }
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;
        Place& operator=(Place&&) = delete;
        ~Place() {
            if (all_ != nullptr) all_->give_back(person_);
        }

    private:
        Register* all_;
        people::PersonId person_;
    };
    std::variant<Place, Full> take_place(people::PersonId person);

    /// From now on the export runs. The caller holds a place, and gives it back afterwards.
    void begin(const Export& begun);

    // What whoever makes it says. When it does not run any more, nothing happens but that its file
    // is removed.
    void progress(base::Uuid id, std::int64_t rows_done);
    void finish(base::Uuid id, std::int64_t bytes);
    void fail(base::Uuid id, Failure failure);
    /// Waits so long while the export runs; whether it still does.
    bool rest(base::Uuid id, std::chrono::milliseconds time);

    /// The owner's, the newest first.
    std::vector<Export> list(const Owner& owner) const;
    /// Nothing: the owner has no such export.
    std::optional<Export> find(base::Uuid id, const Owner& owner) const;
    /// Ends one that runs, and takes away the file of one that is done.
    std::optional<Export> cancel(base::Uuid id, const Owner& owner);

    RegisterFigures figures() const;

    /// Removes exports that ended long enough ago.
    void forget_old();
    /// Every export that runs has failed, and none begins any more.
    void stop();

    /// Where the file of an export is, or will be.
    std::string file_of(base::Uuid id) const;

private:
    std::size_t running_of(people::PersonId person) const;
    Export* running(base::Uuid id);
    void count_end(State state);
    void end(Export& ended, State state);
    void forget_surplus(people::PersonId person);
    void give_back(people::PersonId person);

    const base::Clock& clock_;
    const Caps caps_;
    const std::string folder_;
    mutable std::mutex mutex_;
    std::condition_variable ended_;
    std::vector<Export> exports_;                     // the oldest first
    std::map<people::PersonId, std::size_t> places_;  // that are held
    std::size_t places_held_ = 0;
    bool is_stopping_ = false;
    RegisterFigures ended_figures_;  // of those that have ended
};

}  // namespace w3::exports
