#pragma once

#include "edgvoip/simulate/moment.hpp"
#include "edgvoip/simulate/random.hpp"
#include "edgvoip/simulate/story.hpp"

#include <span>

namespace edgvoip::simulate {

/// An outside party.
struct Party {
    std::string e164;     ///< empty: withheld, and nobody asserts a number
    std::string as_sent;  ///< how the trunk writes it
    std::string name;
    bool anonymous = false;  ///< the caller hid the number; `e164` is then the asserted one
};

/// How a leg that was rung came to its end without an answer.
struct Refusal {
    std::string_view cause;
    int sip_status;                ///< 0: the PBX itself ended it
    std::string_view disposition;  ///< sip_hangup_disposition of the rung leg
};

namespace refusal {
inline constexpr Refusal no_answer{"NO_ANSWER", 0, "send_cancel"};
inline constexpr Refusal timed_out{"ALLOTTED_TIMEOUT", 0, "send_cancel"};
inline constexpr Refusal busy{"USER_BUSY", 486, "recv_refuse"};
inline constexpr Refusal declined{"CALL_REJECTED", 603, "recv_refuse"};
inline constexpr Refusal forbidden{"CALL_REJECTED", 403, "recv_refuse"};
inline constexpr Refusal unavailable{"NORMAL_TEMPORARY_FAILURE", 503, "recv_refuse"};
inline constexpr Refusal not_found{"UNALLOCATED_NUMBER", 404, "recv_refuse"};
inline constexpr Refusal no_response{"NO_USER_RESPONSE", 480, "recv_refuse"};
inline constexpr Refusal cancelled{"ORIGINATOR_CANCEL", 0, "send_cancel"};
inline constexpr Refusal lost_race{"LOSE_RACE", 0, "send_cancel"};
}  // namespace refusal

/// Builds one call's story step by step, along a clock of its own. Each step writes into the legs
/// what FreeSWITCH would remember of it; what is true of the call is said apart, by
/// `person_answered`, `missed` and the like.
class Scene {
public:
    /// `chronicle` takes down what happens when, if it is not null; it outlives the scene.
    Scene(const Tenant& tenant, std::size_t store, std::uint64_t seed, base::Instant start,
          std::string_view scenario, Chronicle* chronicle = nullptr);

    Random& random() { return random_; }
    const Tenant& tenant() const { return *story_.tenant; }
    const Store& store() const { return tenant().stores[store_]; }
    /// A phone of the shop; positions below `phones()` are different phones.
    const Extension& phone(std::size_t position) const;
    std::size_t phones() const { return store().extensions.size(); }
    base::Instant now() const { return now_; }
    void wait_ms(std::int64_t least, std::int64_t most);
    void wait_sec(std::int64_t least, std::int64_t most);

    // How it begins.
    void call_from_trunk(const Party& caller, const std::string& did_e164,
                         const std::string& did_as_sent);
    void call_from_phone(const Extension& caller, call::Direction direction,
                         const std::string& dialled, std::string_view route_name);
    /// The PBX rings the phone first and, when it is answered, dials for it.
    void call_by_click(const Extension& caller);
    void dial_by_click(const std::string& dialled);

    // What the dialplan does with the root.
    void app(std::string_view name, std::string data);
    void set(std::string_view variable, const std::string& value);
    void transfer(const std::string& route, std::string_view route_name);
    /// The PBX itself takes the call: IVR, queue, voicemail, service.
    void answer_by_pbx();

    // Legs that are rung, and how that ends.
    std::size_t ring_phone(const Extension& callee) { return ring_phone_for(0, callee); }
    std::size_t ring_trunk(const std::string& number);
    std::size_t ring_queue_agent(const Extension& agent, const std::string& queue);
    /// The far end of that leg says that it rings.
    void begin_ringing(std::size_t leg);
    void refuse(std::size_t leg, const Refusal& how);
    void connect(std::size_t leg);
    void connect_bypassing_media(std::size_t leg);
    void connect_queue_agent(std::size_t leg);
    void bridge_early(std::size_t leg);
    /// Rings and connects the phone through a loopback pair, which then bows out.
    std::size_t connect_through_loopback(const Extension& callee);
    /// The party of that leg kept the other one waiting; it is over by now.
    void hold(std::size_t leg, const Hold& hold);

    // How the call ends.
    void end_leg(std::size_t leg, std::string_view cause, std::string_view disposition);
    void end_root(std::string_view cause, std::string_view disposition);
    void hang_up(std::size_t leg, bool by_root);
    /// The caller gives up: what still rings is cancelled, and the root with it.
    void give_up(std::span<const std::size_t> ringing);

    // What is true.
    Truth& truth() { return story_.truth; }
    /// An attempt to ring one phone, or several at once of which this is the first.
    void rang(const Extension& callee, bool alone);
    void person_answered(std::size_t leg, const Extension* who);
    void unanswered(call::Disposition disposition);
    void missed(call::Disposition disposition, call::MissedReason reason);

    // The sound.
    void lose_packets(std::size_t leg, std::int32_t interval_centi);
    void silence(std::size_t leg) { story_.legs[leg].media.silent = true; }
    /// The dialplan asks for a recording, which there is when the call is answered.
    void record_call();

    Leg& leg(std::size_t position) { return story_.legs[position]; }
    Leg& root() { return story_.legs.front(); }

    /// The finished story; check()s that its times are in order.
    Story finish();

private:
    Leg& add_leg(Channel channel);
    void enter(Leg& leg, std::string_view extension, const std::string& dialled,
               const std::string& context);
    void begin_rung(Leg& leg, const Leg& by, const std::string& dialled);
    void tell(Leg& by, const Leg& rung, const std::string& dialled);
    std::size_t ring_phone_for(std::size_t by, const Extension& callee);
    void hear_ringback(base::Instant ringing);
    /// The dialplan has said so.
    bool bypasses_media();
    Attempt* attempt_of(const Leg& leg);
    std::size_t ring_loopback(const Extension& callee);
    void answer_rung(Leg& leg);
    void answer_and_bridge(std::size_t leg);
    void bridge(Leg& leg);
    void link(Leg& one, Leg& other);
    void note(Happening what, const Leg& leg, base::Instant at);
    void note(Happening what, const Leg& leg) { note(what, leg, now_); }
    void note_bridge(const Leg& leg, const Leg& to);
    void join_anew(Leg& leg);
    std::string inbound_context() const { return tenant().slug + "-inbound"; }
    std::string internal_context() const { return tenant().slug + "-internal"; }
    void decide_quality();

    Random random_;
    Story story_;
    std::size_t store_;
    base::Instant now_;
    bool recording_wanted_ = false;
    Chronicle* chronicle_;
};

}  // namespace edgvoip::simulate
