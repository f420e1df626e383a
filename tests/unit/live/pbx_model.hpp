#pragma once

#include "base/instant.hpp"

#include <boost/json.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace edgvoip::tests {

/// A make-believe FreeSWITCH: calls go on in it step by step, it says so in the words of its Event
/// Socket, and it knows what is true. Two tenants of the fixture directory, `a` and `b`.
class PbxModel {
public:
    /// What is true of a call.
    struct Truth {
        std::string tenant;     ///< `a` or `b`
        std::string direction;  ///< the contract's word
        std::string state;
        std::string remote;  ///< the outside party as dialled or shown; empty internal
        std::string queue;
        std::map<std::string, std::string> exts;  ///< extension → state

        bool operator==(const Truth&) const = default;
    };

    explicit PbxModel(std::uint64_t seed, std::function<void(const std::string& json)> say)
        : random_(seed), say_(std::move(say)) {}

    /// One random step of one call, or a new one.
    void step();
    /// Hangs up everything.
    void end_all();

    /// Who listened has gone and come back: what the list does not tell is not to be known, such as
    /// that somebody talked before a transfer.
    void reconnected();

    /// The calls that go on, by id, as far as they can be known.
    std::map<std::string, Truth> truth() const;

    /// The answer to `show channels as json`.
    std::string channel_list() const;

    std::size_t channels() const { return channels_.size(); }

private:
    struct Channel {
        std::string id;
        std::string tenant;
        bool into_pbx = false;
        std::string name;
        std::string caller;
        std::string dialled;
        std::string first_dialled;
        std::string context;
        std::string first_context;
        std::string parent;  // the leg that rang it
        std::string member;  // the queue's member that it is rung for
        std::string ext;     // of a phone
        std::string app;
        std::string app_data;
        std::int64_t created = 0;
        std::int64_t answered = 0;
        std::int64_t bridged = 0;
        bool held = false;
    };
    enum class Phase { dialplan, queue, ringing, talking };
    struct Call {
        std::string root;
        std::string tenant;
        std::string direction;
        std::string remote;
        Phase phase = Phase::dialplan;
        std::vector<std::string> rung;  // legs that ring
        std::string talker;             // the leg that has answered
        std::string queue;
        bool was_answered = false;
        int hops = 0;
    };

    std::size_t chance(std::size_t below);
    std::string new_id();
    void tick();
    void say(const std::string& event, const std::string& id, const boost::json::object& more = {});
    boost::json::object told(const std::string& event, const Channel& channel) const;
    boost::json::object row_of(const Channel& channel) const;
    void execute(const std::string& id, const std::string& app, const std::string& data);
    std::string create(Channel channel);
    void answer_channel(const std::string& id);

    void begin_call();
    void go_on(Call& call);
    void ring(Call& call);
    void answer(Call& call);
    void send_on(Call& call);
    void hang_up(const std::string& id, const std::string& cause);
    void end(Call& call);
    std::string some_ext();
    void ring_phone(Call& call, const std::string& ext, bool by_queue);
    void ring_trunk(Call& call);
    std::string state_of(const Call& call) const;

    std::mt19937_64 random_;
    std::function<void(const std::string&)> say_;
    std::int64_t now_ = 1'795'359'600'000'000;
    std::int64_t last_id_ = 0;
    std::int64_t sequence_ = 0;
    std::map<std::string, Channel> channels_;
    std::map<std::string, Call> calls_;
};

}  // namespace edgvoip::tests
