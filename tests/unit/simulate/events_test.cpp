#include "base/time_zone.hpp"
#include "edgvoip/simulate/event_writer.hpp"
#include "edgvoip/simulate/record.hpp"
#include "told_calls.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <set>

namespace edgvoip::simulate {
namespace {

using Fields = std::map<std::string, std::string>;

constexpr std::string_view variable_prefix = "variable_";

base::TimeZone rome() {
    return base::TimeZone::find("Europe/Rome").value();
}

/// A list as the record writes it.
std::string text_of(const boost::json::value& value) {
    if (value.is_string()) return std::string(value.as_string());
    std::string text;
    for (const auto& one : value.as_array())
        text += (text.empty() ? "ARRAY::" : "|:") + std::string(one.as_string());
    return text;
}

Fields fields_of(std::string_view json) {
    Fields fields;
    const auto event = boost::json::parse(json);
    for (const auto& field : event.as_object())
        fields[field.key()] = text_of(field.value());
    return fields;
}

Fields variables_of(const Fields& event) {
    Fields variables;
    for (const auto& [name, value] : event) {
        if (name.starts_with(variable_prefix)) {
            variables[name.substr(variable_prefix.size())] = value;
        }
    }
    return variables;
}

class EventsTest : public testing::Test {
protected:
    Fields event(const ToldStory& told, const Moment& moment) {
        return fields_of(writer_.write(told.story, moment, ++sequence_));
    }

    /// The leg's events of that kind.
    std::vector<Fields> events(const ToldStory& told, const Leg& leg, Happening what) {
        std::vector<Fields> found;
        for (const Moment& moment : told.moments) {
            if (moment.leg.id == leg.id && moment.what == what) {
                found.push_back(event(told, moment));
            }
        }
        return found;
    }

    /// The variables of the leg's record that have a value: a channel has no empty ones.
    Fields record_variables(const Story& story, const Leg& leg) {
        const auto record = boost::json::parse(records_.write(story, leg));
        Fields variables;
        for (const auto& variable : record.at("variables").as_object()) {
            if (!variable.value().as_string().empty()) {
                variables[variable.key()] = text_of(variable.value());
            }
        }
        return variables;
    }

    EventWriter writer_{told_chain(), rome(), {}};
    RecordWriter records_{told_chain(), rome(), {.encode_values = false}};
    std::int64_t sequence_ = 0;
};

TEST_F(EventsTest, the_last_event_of_a_leg_has_the_variables_of_its_record) {
    for (const ToldStory& told : some_told_calls()) {
        SCOPED_TRACE(told.story.truth.scenario);
        for (const Leg& leg : told.story.legs) {
            const auto complete = events(told, leg, Happening::hangup_complete);
            ASSERT_EQ(complete.size(), 1U);
            EXPECT_EQ(variables_of(complete.front()), record_variables(told.story, leg));
        }
    }
}

TEST_F(EventsTest, a_variable_is_there_when_it_is_set_and_not_before) {
    // A first phone's failure is forgotten when a second one answers.
    const std::set<std::string> of_the_way = {"originate_failed_cause"};
    const std::set<std::string> of_the_end = {"end_uepoch", "hangup_cause", "duration",
                                              "start_stamp", "sip_hangup_disposition"};
    for (const ToldStory& told : some_told_calls()) {
        SCOPED_TRACE(told.story.truth.scenario);
        std::map<base::Uuid, Fields> at_the_end;
        for (const Leg& leg : told.story.legs)
            at_the_end[leg.id] = record_variables(told.story, leg);
        for (const Moment& moment : told.moments) {
            const Fields variables = variables_of(event(told, moment));
            EXPECT_EQ(variables.at("uuid"), moment.leg.id.text());
            EXPECT_EQ(variables.contains("read_codec"), moment.leg.media.reported);
            for (const auto& [name, value] : variables) {
                EXPECT_TRUE(at_the_end[moment.leg.id].contains(name) || of_the_way.contains(name))
                    << name;
                if (!happened(moment.leg.ended)) {
                    EXPECT_FALSE(of_the_end.contains(name)) << name;
                }
            }
            if (moment.what == Happening::created) {
                for (const std::string_view name : {"bridge_uuid", "last_bridge_to", "read_codec"})
                    EXPECT_FALSE(variables.contains(std::string(name))) << name;
            }
        }
    }
}

TEST_F(EventsTest, times_are_those_of_the_record) {
    for (const ToldStory& told : some_told_calls()) {
        SCOPED_TRACE(told.story.truth.scenario);
        for (const Leg& leg : told.story.legs) {
            const Fields record = record_variables(told.story, leg);
            const auto told_at = [&](Happening what) {
                const auto found = events(told, leg, what);
                return found.empty() ? "0" : found.back().at("Event-Date-Timestamp");
            };
            EXPECT_EQ(told_at(Happening::created), record.at("start_uepoch"));
            EXPECT_EQ(told_at(Happening::answered), record.at("answer_uepoch"));
            EXPECT_EQ(told_at(Happening::progress_media), record.at("progress_media_uepoch"));
            EXPECT_EQ(told_at(Happening::held), record.at("last_hold_uepoch"));
            EXPECT_EQ(told_at(Happening::hung_up), record.at("end_uepoch"));
            EXPECT_EQ(told_at(Happening::hangup_complete), record.at("end_uepoch"));
            EXPECT_EQ(told_at(Happening::destroyed), record.at("end_uepoch"));
            const Fields last = events(told, leg, Happening::destroyed).front();
            EXPECT_EQ(last.at("Caller-Channel-Created-Time"), record.at("start_uepoch"));
            EXPECT_EQ(last.at("Caller-Channel-Answered-Time"), record.at("answer_uepoch"));
            EXPECT_EQ(last.at("Caller-Channel-Progress-Time"), record.at("progress_uepoch"));
            EXPECT_EQ(last.at("Caller-Channel-Bridged-Time"), record.at("bridge_uepoch"));
            EXPECT_EQ(last.at("Caller-Channel-Last-Hold"), record.at("last_hold_uepoch"));
            EXPECT_EQ(last.at("Caller-Channel-Hold-Accum"), record.at("hold_accum_usec"));
            EXPECT_EQ(last.at("Caller-Channel-Hangup-Time"), record.at("end_uepoch"));
            EXPECT_EQ(last.at("Caller-Profile-Created-Time"), record.at("profile_start_uepoch"));
            EXPECT_EQ(last.at("Hangup-Cause"), record.at("hangup_cause"));
        }
    }
}

TEST_F(EventsTest, who_calls_whom_is_as_in_the_record) {
    for (const ToldStory& told : some_told_calls()) {
        SCOPED_TRACE(told.story.truth.scenario);
        for (const Leg& leg : told.story.legs) {
            const auto record = boost::json::parse(records_.write(told.story, leg)).as_object();
            const auto& hop = record.at("callflow").as_array().front();
            const auto& profile = hop.at("caller_profile").as_object();
            const Fields last = events(told, leg, Happening::destroyed).front();
            const auto in_record = [&profile](std::string_view name) {
                return std::string(profile.at(name).as_string());
            };
            const auto in_event = [&last](const std::string& name) {
                const auto field = last.find("Caller-" + name);
                return field == last.end() ? "" : field->second;
            };
            EXPECT_EQ(in_event("Caller-ID-Number"), in_record("caller_id_number"));
            EXPECT_EQ(in_event("Caller-ID-Name"), in_record("caller_id_name"));
            EXPECT_EQ(in_event("Destination-Number"), in_record("destination_number"));
            EXPECT_EQ(in_event("Context"), in_record("context"));
            EXPECT_EQ(in_event("RDNIS"), in_record("rdnis"));
            EXPECT_EQ(in_event("Unique-ID"), in_record("uuid"));
            EXPECT_EQ(in_event("Channel-Name"), in_record("chan_name"));
            EXPECT_EQ(last.at("Core-UUID"), text_of(record.at("core-uuid")));
            EXPECT_EQ(last.at("Call-Direction"),
                      text_of(record.at("channel_data").at("direction")));
        }
    }
}

/// The names of a real event's fields, in the order of names; but for variables, the lines of
/// FreeSWITCH's source, and what has no value here.
TEST_F(EventsTest, fields_are_those_of_a_real_pbx) {
    const std::string_view of_all[] = {"Event-Name",
                                       "Core-UUID",
                                       "FreeSWITCH-Hostname",
                                       "FreeSWITCH-Switchname",
                                       "FreeSWITCH-IPv4",
                                       "FreeSWITCH-IPv6",
                                       "Event-Date-Local",
                                       "Event-Date-GMT",
                                       "Event-Date-Timestamp",
                                       "Event-Sequence",
                                       "Channel-State",
                                       "Channel-Call-State",
                                       "Channel-State-Number",
                                       "Channel-Name",
                                       "Unique-ID",
                                       "Call-Direction",
                                       "Presence-Call-Direction",
                                       "Channel-HIT-Dialplan",
                                       "Channel-Call-UUID",
                                       "Answer-State",
                                       "Caller-Profile-Index"};
    const std::string_view of_profile[] = {"Direction",
                                           "Logical-Direction",
                                           "Username",
                                           "Dialplan",
                                           "Caller-ID-Name",
                                           "Caller-ID-Number",
                                           "Orig-Caller-ID-Name",
                                           "Orig-Caller-ID-Number",
                                           "Network-Addr",
                                           "ANI",
                                           "Destination-Number",
                                           "Unique-ID",
                                           "Source",
                                           "Context",
                                           "Channel-Name",
                                           "Profile-Created-Time",
                                           "Channel-Created-Time",
                                           "Channel-Answered-Time",
                                           "Channel-Progress-Time",
                                           "Channel-Progress-Media-Time",
                                           "Channel-Hangup-Time",
                                           "Channel-Transfer-Time",
                                           "Channel-Resurrect-Time",
                                           "Channel-Bridged-Time",
                                           "Channel-Last-Hold",
                                           "Channel-Hold-Accum",
                                           "Screen-Bit",
                                           "Privacy-Hide-Name",
                                           "Privacy-Hide-Number"};
    const std::string_view of_some[] = {"Bridge-A-Unique-ID",
                                        "Bridge-B-Unique-ID",
                                        "Hangup-Cause",
                                        "Channel-Presence-ID",
                                        "Other-Type",
                                        "Application",
                                        "Application-Data",
                                        "Caller-Transfer-Source",
                                        "Caller-RDNIS",
                                        "Caller-Callee-ID-Name",
                                        "Caller-Callee-ID-Number",
                                        "Other-Leg-Transfer-Source",
                                        "Other-Leg-RDNIS",
                                        "Other-Leg-Callee-ID-Name",
                                        "Other-Leg-Callee-ID-Number",
                                        "Channel-Read-Codec-Name",
                                        "Channel-Read-Codec-Rate",
                                        "Channel-Read-Codec-Bit-Rate",
                                        "Channel-Write-Codec-Name",
                                        "Channel-Write-Codec-Rate",
                                        "Channel-Write-Codec-Bit-Rate"};
    const ToldStory told = told_call("direct_answered");
    for (const Moment& moment : told.moments) {
        std::set<std::string> needed(std::begin(of_all), std::end(of_all));
        for (const std::string_view name : of_profile) {
            needed.insert("Caller-" + std::string(name));
            if (moment.other) needed.insert("Other-Leg-" + std::string(name));
        }
        std::set<std::string> there;
        for (const auto& [name, value] : event(told, moment)) {
            if (!name.starts_with(variable_prefix)) there.insert(name);
        }
        for (const std::string& name : needed)
            EXPECT_TRUE(there.contains(name)) << name;
        for (const std::string_view name : of_some)
            there.erase(std::string(name));
        EXPECT_EQ(there, needed);
    }
}

TEST_F(EventsTest, an_answered_call_goes_through_a_pbx_states) {
    const ToldStory told = told_call("direct_answered");
    const auto states = [&](const Leg& leg) {
        std::vector<std::string> seen;
        for (const Moment& moment : told.moments) {
            if (moment.leg.id != leg.id || moment.what == Happening::executed) continue;
            const Fields fields = event(told, moment);
            seen.push_back(fields.at("Channel-State") + " " + fields.at("Channel-State-Number") +
                           " " + fields.at("Channel-Call-State") + " " + fields.at("Answer-State"));
        }
        return seen;
    };
    EXPECT_THAT(
        states(told.story.legs[0]),
        testing::ElementsAre("CS_INIT 2 DOWN ringing", "CS_EXECUTE 4 RINGING early",
                             "CS_EXECUTE 4 EARLY answered", "CS_EXECUTE 4 ACTIVE answered",
                             "CS_EXECUTE 4 ACTIVE answered", "CS_EXECUTE 10 ACTIVE hangup",
                             "CS_REPORTING 11 HANGUP hangup", "CS_REPORTING 12 HANGUP hangup"));
    EXPECT_THAT(states(told.story.legs[1]),
                testing::ElementsAre(
                    "CS_INIT 2 DOWN ringing", "CS_CONSUME_MEDIA 7 DOWN ringing",
                    "CS_CONSUME_MEDIA 7 RINGING answered", "CS_EXCHANGE_MEDIA 10 ACTIVE hangup",
                    "CS_REPORTING 11 HANGUP hangup", "CS_REPORTING 12 HANGUP hangup"));
}

TEST_F(EventsTest, a_hold_is_the_state_of_the_phone_that_holds_and_stands_in_its_record) {
    const ToldStory told = held_call();
    const Leg& phone = told.story.legs[1];
    const Fields held = events(told, phone, Happening::held).front();
    EXPECT_EQ(held.at("Event-Name"), "CHANNEL_HOLD");
    EXPECT_EQ(held.at("Channel-Call-State"), "HELD");
    EXPECT_EQ(held.at("Caller-Channel-Hold-Accum"), "0");
    const Fields resumed = events(told, phone, Happening::resumed).front();
    EXPECT_EQ(resumed.at("Event-Name"), "CHANNEL_UNHOLD");
    EXPECT_EQ(resumed.at("Channel-Call-State"), "ACTIVE");
    const std::string from = held.at("Event-Date-Timestamp");
    const std::string to = resumed.at("Event-Date-Timestamp");
    const std::int64_t us = std::stoll(to) - std::stoll(from);
    EXPECT_EQ(resumed.at("Caller-Channel-Hold-Accum"), std::to_string(us));
    const Fields record = record_variables(told.story, phone);
    EXPECT_EQ(record.at("hold_events"), "{{" + from + "," + to + "}}");
    EXPECT_EQ(record.at("hold_accum_ms"), std::to_string(us / 1000));
    EXPECT_EQ(record.at("hold_accum_seconds"), std::to_string(us / 1'000'000));
    EXPECT_TRUE(record.contains("hold_stamp"));
    EXPECT_FALSE(record_variables(told.story, told.story.legs[0]).contains("hold_stamp"));
}

TEST_F(EventsTest, a_bridge_names_both_legs_and_tells_of_the_other) {
    const ToldStory told = told_call("direct_answered");
    const Leg& root = told.story.legs[0];
    const Leg& phone = told.story.legs[1];
    for (const Happening what : {Happening::bridged, Happening::unbridged}) {
        const Fields fields = events(told, root, what).at(0);
        EXPECT_EQ(fields.at("Bridge-A-Unique-ID"), root.id.text());
        EXPECT_EQ(fields.at("Bridge-B-Unique-ID"), phone.id.text());
        EXPECT_EQ(fields.at("Other-Type"), "originatee");
        EXPECT_EQ(fields.at("Other-Leg-Unique-ID"), phone.id.text());
        EXPECT_EQ(fields.at("Other-Leg-Channel-Name"), channel_name(told.story, phone));
        EXPECT_EQ(fields.at("variable_bridge_uuid"), phone.id.text());
        EXPECT_EQ(fields.at("Caller-Callee-ID-Number"), phone.ext);
    }
    const Fields created = events(told, phone, Happening::created).at(0);
    EXPECT_EQ(created.at("Other-Type"), "originator");
    EXPECT_EQ(created.at("Other-Leg-Unique-ID"), root.id.text());
    EXPECT_EQ(created.at("Channel-Call-UUID"), root.id.text());
    EXPECT_EQ(created.at("Channel-Presence-ID"), phone.ext + "@" + told.story.tenant->sip_domain);
}

TEST_F(EventsTest, a_queue_is_seen_by_its_step_and_its_agents_know_it) {
    const ToldStory told = told_call("queue_answered", 3);
    const std::string queue = "vendite@" + told.story.tenant->sip_domain;
    const auto steps = events(told, told.story.legs.front(), Happening::executed);
    const bool enters = std::ranges::any_of(steps, [&queue](const Fields& step) {
        return step.at("Application") == "callcenter" && step.at("Application-Data") == queue;
    });
    EXPECT_TRUE(enters);
    const Leg& agent = told.story.legs.back();
    const Fields created = events(told, agent, Happening::created).at(0);
    EXPECT_EQ(created.at("variable_cc_side"), "agent");
    EXPECT_EQ(created.at("variable_cc_queue"), queue);
    EXPECT_EQ(created.at("variable_cc_member_session_uuid"), told.story.truth.id.text);
    EXPECT_EQ(created.at("Caller-Context"), "default");
    EXPECT_EQ(created.at("Channel-Call-UUID"), agent.id.text());
    EXPECT_FALSE(created.contains("Other-Type"));
    EXPECT_FALSE(created.contains("Caller-Dialplan"));
    const Fields last = events(told, agent, Happening::hangup_complete).at(0);
    EXPECT_EQ(last.at("Other-Type"), "originator");
    EXPECT_EQ(last.at("Other-Leg-Unique-ID"), told.story.truth.id.text);
}

TEST_F(EventsTest, several_values_are_a_list_and_one_is_a_text) {
    const ToldStory told = told_call("ring_group_answered");
    const Moment& last = told.moments.back();
    const Leg& root = told.story.legs.front();
    const auto moment = std::ranges::find_if(told.moments, [&root](const Moment& candidate) {
        return candidate.leg.id == root.id && candidate.what == Happening::bridged;
    });
    ASSERT_NE(moment, told.moments.end());
    const auto bridged = boost::json::parse(writer_.write(told.story, *moment, 1)).as_object();
    EXPECT_TRUE(bridged.at("variable_originated_legs").is_array());
    EXPECT_TRUE(bridged.at("variable_transfer_history").is_string());
    EXPECT_GT(last.at, moment->at);
}

TEST_F(EventsTest, names_are_whole_and_instants_are_told_in_three_ways) {
    ToldStory told = told_call("direct_answered");
    Moment moment = told.moments.front();
    moment.at = at("2026-03-29T00:59:59.25Z");
    moment.leg.hops.front().caller_name = "Pietà \"&%\n";
    const Fields fields = event(told, moment);
    EXPECT_EQ(fields.at("Caller-Caller-ID-Name"), "Pietà \"&%\n");
    EXPECT_EQ(fields.at("variable_sip_from_display"), "Pietà \"&%\n");
    EXPECT_EQ(fields.at("Event-Date-Local"), "2026-03-29 01:59:59");
    EXPECT_EQ(fields.at("Event-Date-GMT"), "Sun, 29 Mar 2026 00:59:59 GMT");
    EXPECT_EQ(fields.at("Event-Date-Timestamp"), "1774745999250000");
}

TEST_F(EventsTest, a_heartbeat_says_how_long_the_pbx_is_up) {
    const base::Instant up_since = at("2026-05-04T08:00:00Z");
    const Fields fields =
        fields_of(writer_.heartbeat({.up_since = up_since, .sessions = 3, .sessions_since_up = 9},
                                    {up_since.us + 90'061'002'003}, 17));
    EXPECT_EQ(fields.at("Event-Name"), "HEARTBEAT");
    EXPECT_EQ(fields.at("Event-Info"), "System Ready");
    EXPECT_EQ(fields.at("Event-Sequence"), "17");
    EXPECT_EQ(fields.at("Session-Count"), "3");
    EXPECT_EQ(fields.at("Session-Since-Startup"), "9");
    EXPECT_EQ(fields.at("Uptime-msec"), "90061002");
    EXPECT_EQ(fields.at("Up-Time"),
              "0 years, 1 days, 1 hours, 1 minutes, 1 seconds, 2 milliseconds, 3 microseconds");
}

}  // namespace
}  // namespace edgvoip::simulate
