#pragma once

#include "base/observer.hpp"
#include "edgvoip/ingest/live_intake.hpp"
#include "edgvoip/ingest/quarantine.hpp"
#include "http/message.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace edgvoip::ingest {

/// Where FreeSWITCH's mod_json_cdr posts its records: `POST /ingest/freeswitch?uuid=…`, one leg a
/// request, in every body form (the Content-Type is not looked at).
///
/// 200 `{"stored":true,"uuid":"…"}` is said when the record is durable, 202
/// `{"stored":false,"quarantined":true}` when it could not be understood and its bytes are durable
/// in quarantine, 503 with Retry-After when neither can be promised. 405 for another method.
///
/// Events: `ingest_uuid_differs` when the query names another uuid than the record (which is
/// believed), `ingest_quarantined`, `ingest_refused` for each 503.
class FreeswitchPost {
public:
    /// All outlive this, but for the intake's last answers. `source` is the name that the records
    /// are stored under.
    FreeswitchPost(LiveIntake& intake, const Quarantine& quarantine, base::Observer& observer,
                   std::string source);
    FreeswitchPost(const FreeswitchPost&) = delete;
    FreeswitchPost& operator=(const FreeswitchPost&) = delete;
    /// Waits until what is on its way to quarantine is there.
    ~FreeswitchPost();

    /// Any thread; returns without waiting for a disk.
    void answer(const http::Request& request, const http::Reply& reply);

    const std::string& source() const { return source_; }

    struct Counters {
        std::int64_t read = 0;          ///< records understood
        std::int64_t not_a_record = 0;  ///< inputs durable in quarantine
        std::int64_t refused = 0;       ///< answered 503
    };
    /// Any thread.
    Counters counters() const;

private:
    class QuarantineThread;
    struct Teller;

    void keep_aside(const http::Request& request, std::string_view reason,
                    const http::Reply& reply);

    LiveIntake& intake_;
    std::string source_;
    std::shared_ptr<Teller> teller_;  // what the intake's last answers need when this has gone
    std::unique_ptr<QuarantineThread> quarantine_thread_;
};

}  // namespace edgvoip::ingest
