// A PBX that is made up, with its calls, and those who read the calls live: one program, so that
// one clock tells when an event was written and when each reader had what came of it.
//
// usage: bench_live_load TEXTS CALLS PASSWORD|bare
//   TEXTS     a folder with the events and rows of a recorded call
//   CALLS     so many talk at first
//   PASSWORD  of the Event Socket; `bare`: the client takes events and nothing else
//
// It says {"port": …} of the PBX, then obeys lines on standard input, and answers each with one
// line of JSON, until the input ends:
//   linked                    once the client has subscribed
//   readers COUNT PORT TOKEN  once there are so many, each with its snapshot
//   steps COUNT               calls held and taken back one at a time, each when all have heard of
//                             the one before: microseconds until half the readers and until all
//   holds RATE SECONDS        the same, so many a second, whatever the readers have heard
//   lives RATE SECONDS        calls live on, come and go, so many events a second
//   states                    the calls that there are now

#include "pbx/calls.hpp"
#include "pbx/pbx.hpp"
#include "pbx/readers.hpp"
#include "pbx/sockets.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

namespace bench {
namespace {

enum Tag : std::uint64_t { input_tag, listener_tag, client_tag, first_reader_tag };

constexpr double patience_seconds = 120;
constexpr std::size_t waiting_bytes_max = 4 * 1024 * 1024;  // more a PBX would not keep
constexpr auto pause_between_steps = std::chrono::milliseconds(2);

std::string listed(const std::vector<double>& figures) {
    std::string text = "[";
    for (const double figure : figures) {
        if (text.size() > 1) text += ", ";
        text += std::to_string(figure);
    }
    return text + "]";
}

class Load {
public:
    Load(const char* texts, std::size_t calls, const std::string& password)
        : calls_(texts, calls),
          pbx_(calls_, password, password == "bare", waiter_, listener_tag, client_tag),
          readers_(waiter_, first_reader_tag) {
        waiter_.add(0, input_tag);
    }

    void obey();

private:
    enum class Kind { holds, lives };
    struct Told {
        std::size_t events = 0;
        std::size_t ends = 0;
        std::size_t bytes = 0;
        double late_us_max = 0;
    };

    bool turn(int milliseconds_max);
    template <class Condition>
    void until(Condition condition, const char* what);
    std::string answer_to(const std::string& line);
    std::string steps(std::size_t count);
    std::string load(Kind kind, double rate, double seconds);
    bool say_one(Kind kind, std::size_t which, Time due, Told& told);
    std::size_t any_call();

    Waiter waiter_;
    Calls calls_;
    Pbx pbx_;
    Readers readers_;
    std::mt19937 chance_{42};
};

void Load::obey() {
    std::printf("{\"port\": %d}\n", pbx_.port());
    std::fflush(stdout);
    std::string line;
    for (;;) {
        while (!turn(1000)) {
        }
        if (!std::getline(std::cin, line)) return;
        std::printf("%s\n", answer_to(line).c_str());
        std::fflush(stdout);
    }
}

/// What is to be done on the sockets; true when there is a command to obey.
bool Load::turn(int milliseconds_max) {
    bool has_input = false;
    for (const std::uint64_t tag : waiter_.wait(milliseconds_max)) {
        if (tag == input_tag) {
            has_input = true;
        } else if (tag == listener_tag) {
            pbx_.accept();
        } else if (tag == client_tag) {
            pbx_.go_on();
        } else {
            readers_.receive(tag);
        }
    }
    return has_input;
}

template <class Condition>
void Load::until(Condition condition, const char* what) {
    const Time begun = time_now();
    while (!condition()) {
        if (microseconds(begun, time_now()) > 1e6 * patience_seconds) fail(what);
        turn(10);
    }
}

std::string Load::answer_to(const std::string& line) {
    std::istringstream words(line);
    std::string command;
    words >> command;
    if (command == "linked") {
        until([this] { return pbx_.is_linked(); }, "nobody linked to the PBX");
        return "{}";
    }
    if (command == "readers") {
        std::size_t count = 0;
        int port = 0;
        std::string token;
        words >> count >> port >> token;
        readers_.become(count, port, token);
        until([this] { return readers_.have_begun(); }, "not every reader was given a snapshot");
        return "{}";
    }
    if (command == "steps") {
        std::size_t count = 0;
        words >> count;
        return steps(count);
    }
    if (command == "holds" || command == "lives") {
        double rate = 0;
        double seconds = 0;
        words >> rate >> seconds;
        return load(command == "holds" ? Kind::holds : Kind::lives, rate, seconds);
    }
    if (command == "states") return calls_.states();
    fail("no such command: " + line);
}

std::string Load::steps(std::size_t count) {
    std::vector<double> half;
    std::vector<double> all;
    std::string event;
    std::size_t event_bytes = 0;
    readers_.forget();
    for (std::size_t step = 1; step <= count; ++step) {
        const Time rested = time_now() + pause_between_steps;
        while (time_now() < rested)
            turn(1);
        event.clear();
        calls_.hold_or_take_back(any_call(), event);
        const Time begun = time_now();
        event_bytes = pbx_.say(event);
        until([&] { return readers_.have_heard(step); }, "not every reader heard of an event");
        const std::vector<Time> latest = readers_.latest();
        half.push_back(microseconds(begun, latest[latest.size() / 2]));
        all.push_back(microseconds(begun, latest.back()));
    }
    if (readers_.cut() > 0) fail("readers were cut");
    const double bytes =
        static_cast<double>(readers_.bytes()) / static_cast<double>(count * readers_.count());
    return "{\"half\": " + listed(half) + ", \"all\": " + listed(all) +
           ", \"event_bytes\": " + std::to_string(event_bytes) +
           ", \"change_bytes\": " + std::to_string(bytes) + "}";
}

/// Events at their time, as long as the client takes them; those that wait go as soon as it does.
std::string Load::load(Kind kind, double rate, double seconds) {
    readers_.forget();
    Told told;
    const Time begun = time_now();
    const auto due = [&] {
        const std::chrono::duration<double> after(static_cast<double>(told.events) / rate);
        return begun + std::chrono::duration_cast<Time::duration>(after);
    };
    for (const auto events = static_cast<std::size_t>(rate * seconds); told.events < events;) {
        const bool has_room = pbx_.waiting_bytes() < waiting_bytes_max;
        if (has_room && time_now() >= due()) say_one(kind, any_call(), due(), told);
        turn(has_room && time_now() >= due() ? 0 : 1);
    }
    // What readers hear of in any case is said last: who has heard it has heard all.
    while (kind == Kind::lives && !say_one(kind, 0, due(), told)) {
    }
    until([this] { return pbx_.waiting_bytes() == 0; }, "the client does not take the events");
    const Time said = time_now();
    const std::size_t changes = kind == Kind::holds ? told.events : 0;
    until([&] { return readers_.have_heard(changes) && readers_.have_heard_ends(told.ends); },
          "not every reader heard of the events");
    const Time heard = time_now();
    return "{\"events\": " + std::to_string(told.events) +
           ", \"bytes\": " + std::to_string(told.bytes) +
           ", \"late_us_max\": " + std::to_string(told.late_us_max) +
           ", \"said_after_us\": " + std::to_string(microseconds(begun, said)) +
           ", \"heard_after_us\": " + std::to_string(microseconds(begun, heard)) +
           ", \"behind_us_max\": " + std::to_string(readers_.behind_us_max()) +
           ", \"heard_bytes\": " + std::to_string(readers_.bytes()) +
           ", \"cut\": " + std::to_string(readers_.cut()) + "}";
}

/// True when it was the last of its call.
bool Load::say_one(Kind kind, std::size_t which, Time due, Told& told) {
    std::string event;
    bool is_last = false;
    if (kind == Kind::holds) {
        calls_.hold_or_take_back(which, event);
    } else {
        is_last = calls_.live_on(which, event);
    }
    if (is_last) {
        readers_.expect_end(due);
        ++told.ends;
    }
    told.late_us_max = std::max(told.late_us_max, microseconds(due, time_now()));
    told.bytes += pbx_.say(event);
    ++told.events;
    return is_last;
}

std::size_t Load::any_call() {
    return chance_() % calls_.count();
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) {
    const std::size_t calls = argc == 4 ? std::strtoull(argv[2], nullptr, 10) : 0;
    if (calls == 0) {
        std::fprintf(stderr, "usage: bench_live_load TEXTS CALLS PASSWORD|bare\n");
        return 2;
    }
    bench::Load(argv[1], calls, argv[3]).obey();
    return 0;
}
