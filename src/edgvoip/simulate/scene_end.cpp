#include "edgvoip/simulate/scene.hpp"

#include <algorithm>

namespace edgvoip::simulate {

void Scene::end_leg(std::size_t position, std::string_view cause, std::string_view disposition) {
    Leg& leg = story_.legs[position];
    if (chronicle_ != nullptr) chronicle_->note_unbridge(story_, leg, now_);
    leg.ended = after(now_, random_.between(0, 15) * us_per_ms);
    leg.cause = cause;
    leg.hangup_disposition = disposition;
}

void Scene::refuse(std::size_t position, const Refusal& how) {
    end_leg(position, how.cause, how.disposition);
    Leg& leg = story_.legs[position];
    leg.refused_status = how.sip_status != 0 ? how.sip_status : 487;
    Attempt* attempt = attempt_of(leg);
    if (attempt == nullptr) return;
    attempt->cause = how.cause;
    Leg& root = story_.legs.front();
    root.last_bridge_cause = how.cause;
    if (how.sip_status != 0) root.refused_status = how.sip_status;
    if (root.originate_disposition != "SUCCESS") root.originate_disposition = how.cause;
}

void Scene::end_root(std::string_view cause, std::string_view disposition) {
    end_leg(0, cause, disposition);
}

void Scene::hang_up(std::size_t position, bool by_root) {
    end_leg(position, "NORMAL_CLEARING", by_root ? "send_bye" : "recv_bye");
    end_root("NORMAL_CLEARING", by_root ? "recv_bye" : "send_bye");
    if (!root().only_signal_bond) root().bridge_cause = "NORMAL_CLEARING";
    (by_root ? story_.legs[position] : root()).last_bridge_cause = "NORMAL_CLEARING";
}

void Scene::give_up(std::span<const std::size_t> ringing) {
    for (const std::size_t position : ringing)
        refuse(position, refusal::cancelled);
    if (happened(root().answered)) {
        end_root("NORMAL_CLEARING", "recv_bye");
        return;
    }
    end_root("ORIGINATOR_CANCEL", "recv_cancel");
    root().refused_status = 487;
}

void Scene::rang(const Extension& callee, bool alone) {
    Truth& truth = story_.truth;
    if (truth.direction != call::Direction::in) return;
    if (truth.to_uri == truth.did_e164) {
        truth.to_uri = callee.ext;
        if (!truth.store) truth.store = tenant().stores[callee.store].id;
    }
    truth.ext_number = alone ? callee.ext : "";
}

void Scene::person_answered(std::size_t position, const Extension* who) {
    Truth& truth = story_.truth;
    truth.disposition = call::Disposition::answered;
    if (truth.answer) return;
    truth.answer = story_.legs[position].answered;
    if (truth.direction == call::Direction::out) return;
    truth.ext_number = who != nullptr ? who->ext : "";
    if (truth.direction == call::Direction::internal || who == nullptr) return;
    truth.to_uri = who->ext;
    if (truth.did_e164 != store().did_e164) truth.store = tenant().stores[who->store].id;
}

void Scene::unanswered(call::Disposition disposition) {
    story_.truth.disposition = disposition;
}

void Scene::missed(call::Disposition disposition, call::MissedReason reason) {
    story_.truth.disposition = disposition;
    story_.truth.missed_reason = reason;
}

void Scene::lose_packets(std::size_t leg, std::int32_t interval_centi) {
    story_.legs[leg].media.interval_centi = interval_centi;
}

void Scene::record_call() {
    const std::string folder = "/var/lib/freeswitch/recordings/" + tenant().sip_domain + "/archive";
    const std::string name = root().id.text() + ".wav";
    set("record_path", folder);
    set("record_name", name);
    app("record_session", folder + "/" + name);
    recording_wanted_ = true;
}

void Scene::decide_quality() {
    Truth& truth = story_.truth;
    if (truth.disposition != call::Disposition::answered) return;
    std::int32_t worst_interval = 0;
    bool silent = false;
    bool short_sample = false;
    for (const Leg& leg : story_.legs) {
        if (!leg.media.reported || !happened(leg.answered)) continue;
        const std::int64_t heard_us = leg.ended.us - leg.answered.us;
        if (leg.media.silent) {
            silent = true;
        } else if (heard_us < 5 * base::us_per_second) {
            short_sample = true;
        } else {
            worst_interval = std::max(worst_interval, leg.media.interval_centi);
        }
    }
    if (silent) {
        truth.quality = call::QualityStatus::no_rtp;
    } else if (worst_interval > 0) {
        truth.quality = call::QualityStatus::measured;
        truth.loss_centi_pct =
            (10'000 * (worst_interval - 2000) + worst_interval / 2) / worst_interval;
    } else if (short_sample) {
        truth.quality = call::QualityStatus::low_sample;
    }
}

Story Scene::finish() {
    Truth& truth = story_.truth;
    truth.id = {root().id.text()};
    truth.start = root().started;
    truth.end = truth.start;
    truth.hangup_cause = root().cause;
    truth.records = static_cast<int>(story_.legs.size());
    for (const Leg& leg : story_.legs) {
        if (leg.channel != Channel::loopback_a && leg.channel != Channel::loopback_b) ++truth.legs;
        base::check(happened(leg.ended) && leg.started <= leg.ended, "every leg has ended");
        base::check(leg.answered <= leg.ended && leg.bridged <= leg.ended, "nothing after the end");
        truth.end = std::max(truth.end, leg.ended);
    }
    // Recording begins with the answer; the variables are set before, answered or not.
    if (recording_wanted_ && truth.answer) truth.recorded = true;
    decide_quality();
    return std::move(story_);
}

}  // namespace edgvoip::simulate
