#include "edgvoip/simulate/record.hpp"

#include <algorithm>

namespace edgvoip::simulate {

void RecordWriter::app_log() {
    text_.raw(R"(,"app_log":{"applications":[)");
    bool first = true;
    for (const App& app : leg_->apps) {
        text_.raw(first ? R"({"app_name":")" : R"(,{"app_name":")").raw(app.name);
        text_.raw(R"(","app_data":")").json(app.data).raw(R"(","app_stamp":")");
        text_.number(app.at.us).raw(R"("})");
        first = false;
    }
    text_.raw("]}");
}

void RecordWriter::callflow() {
    text_.raw(R"(,"callflow":[)");
    for (std::size_t i = leg_->hops.size(); i-- > 0;) {
        hop(i);
        if (i > 0) text_.raw(",");
    }
    text_.raw("]");
}

void RecordWriter::hop(std::size_t position) {
    const Hop& hop = leg_->hops[position];
    text_.raw(R"({"dialplan":"XML","profile_index":")").number(std::int64_t(position) + 1);
    text_.raw("\",");
    if (!hop.extension.empty()) {
        text_.raw(R"("extension":{"name":")").json(hop.extension);
        text_.raw(R"(","number":")").json(hop.dialled).raw(R"(","applications":[)");
        bool first = true;
        for (const App& app : leg_->apps) {
            if (app.at < hop.entered || (hop.left.us != 0 && app.at >= hop.left)) continue;
            text_.raw(first ? R"({"app_name":")" : R"(,{"app_name":")").raw(app.name);
            text_.raw(R"(","app_data":")").json(app.data).raw(R"("})");
            first = false;
        }
        text_.raw("]},");
    }
    text_.raw(R"("caller_profile":{)");
    profile(hop, leg_->id, hop.dialled, channel_name(*story_, *leg_));
    originatees(hop);
    text_.raw("},");
    hop_times(hop);
    text_.raw("}");
}

void RecordWriter::profile(const Hop& hop, const base::Uuid& uuid, std::string_view dialled,
                           std::string_view channel) {
    text_.raw(R"("username":")").json(hop.caller_number);
    text_.raw(R"(","dialplan":"XML","caller_id_name":")").json(hop.caller_name);
    text_.raw(R"(","ani":")").json(hop.caller_number);
    text_.raw(R"(","aniii":"","caller_id_number":")").json(hop.caller_number);
    text_.raw(R"(","network_addr":")").raw(pbx_address);
    text_.raw(R"(","rdnis":")").json(hop.redirected_from);
    text_.raw(R"(","destination_number":")").json(dialled);
    text_.raw(R"(","uuid":")").raw(uuid.text());
    text_.raw(R"(","source":"mod_sofia","context":")").json(hop.context);
    text_.raw(R"(","chan_name":")").json(channel).raw("\"");
}

void RecordWriter::originatees(const Hop& hop) {
    if (hop.has_originator) {
        const bool known = leg_->originator != base::Uuid{};
        const base::Uuid& by = known ? leg_->originator : root().id;
        text_.raw(R"(,"originator":{"originator_caller_profiles":[{)");
        profile(hop, by, hop.dialled, leg_->peer_channel);
        text_.raw("}]}");
        return;
    }
    bool first = true;
    const auto originatee = [&](const base::Uuid& uuid, std::string_view dialled,
                                std::string_view channel) {
        text_.raw(first ? R"(,"originatee":{"originatee_caller_profiles":[{)" : ",{");
        profile(hop, uuid, dialled, channel);
        text_.raw("}");
        first = false;
    };
    for (const Attempt& attempt : leg_->attempts) {
        const bool here = attempt.at >= hop.entered && (hop.left.us == 0 || attempt.at < hop.left);
        if (attempt.cause != "NONE" || !here) continue;
        originatee(attempt.leg, attempt.dialled, attempt.channel_name);
    }
    const bool joined_anew = &hop == &leg_->hops.back() && leg_->bridged == hop.entered;
    if (joined_anew) originatee(leg_->peer, story_->leg_of(leg_->peer).ext, leg_->peer_channel);
    if (!first) text_.raw("]}");
}

void RecordWriter::hop_times(const Hop& hop) {
    const auto time = [&](std::string_view name, base::Instant at) {
        const bool yet = at.us != 0 && (hop.left.us == 0 || at <= hop.left);
        text_.raw(",\"").raw(name).raw("\":\"").number(yet ? at.us : 0).raw("\"");
    };
    text_.raw(R"("times":{"created_time":")").number(leg_->started.us).raw("\"");
    time("profile_created_time", hop.entered);
    time("progress_time", leg_->progress);
    time("progress_media_time", leg_->progress_media);
    time("answered_time", leg_->answered);
    time("bridged_time", hop.bridged);
    const bool held_here = happened(leg_->hold.from) && &hop == &leg_->hops.back();
    text_.raw(R"(,"last_hold_time":")").number(held_here ? leg_->hold.from.us : 0);
    text_.raw(R"(","hold_accum_time":")").number(held_here ? held_us(*leg_) : 0).raw("\"");
    time("hangup_time", leg_->ended);
    text_.raw(R"(,"resurrect_time":"0","transfer_time":")").number(hop.left.us).raw("\"}");
}

}  // namespace edgvoip::simulate
