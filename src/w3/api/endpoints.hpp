#pragma once

#include "http/message.hpp"
#include "w3/api/door.hpp"

/// The endpoints: plain functions from a request to its answer, one file each. They may wait for a
/// disk, for edgvoip, or for a password's hash: never on an io thread.
namespace w3::api {

/// For everybody.
using OpenEndpoint = http::Answer(const Context& context, const http::Request& request);

/// `GET /healthz`: the process answers. `GET /readyz`: the store can be read.
OpenEndpoint health;
OpenEndpoint readiness;
/// `GET /.well-known/jwks.json`
OpenEndpoint key_set;
/// `GET /w3/login`: whose page this is. `POST /w3/login`
OpenEndpoint login_page;
OpenEndpoint log_in;

/// `GET /w3/session`, `POST /w3/logout`, `/w3/password`, `/w3/me`
VisitorEndpoint show_session;
VisitorEndpoint log_out;
VisitorEndpoint change_password;
VisitorEndpoint change_me;

/// `GET` and `POST /w3/searches`, `POST /w3/searches/{search_id}/remove`
VisitorEndpoint list_searches;
VisitorEndpoint save_search;
VisitorEndpoint remove_search;

/// `GET` and `POST /w3/people`, `POST /w3/people/{person_id}` and `…/password`, for admins
VisitorEndpoint list_people;
VisitorEndpoint add_person;
VisitorEndpoint change_person;
VisitorEndpoint reset_password;

/// `GET /w3/audit`, for admins
VisitorEndpoint list_audit;

/// `POST` and `GET /w3/exports`, `GET /w3/exports/{export_id}`, `POST …/cancel`, `GET …/file`
VisitorEndpoint start_export;
VisitorEndpoint list_exports;
VisitorEndpoint show_export;
VisitorEndpoint cancel_export;
VisitorEndpoint fetch_export;

/// `GET` and `POST /w3/callbacks`, `GET …/counts`, `…/events`, `…/people`, `…/refused`,
/// `…/figures`, `…/of-call/{call_id}`, `…/{task_id}`, `…/{task_id}/line`
VisitorEndpoint list_callbacks;
VisitorEndpoint create_callback;
VisitorEndpoint count_callbacks;
VisitorEndpoint listen_to_callbacks;
VisitorEndpoint list_callback_people;
VisitorEndpoint list_refused_calls;
VisitorEndpoint show_callback_figures;
VisitorEndpoint show_callback_of_call;
VisitorEndpoint show_callback;
VisitorEndpoint show_callback_line;

/// `GET /w3/callbacks/rules`; for admins `POST /w3/callbacks/settings`, `…/hours`, `…/hours/remove`
VisitorEndpoint show_callback_rules;
VisitorEndpoint change_callback_settings;
VisitorEndpoint change_store_hours;
VisitorEndpoint remove_store_hours;

/// `POST /w3/callbacks/assign`, and `POST /w3/callbacks/{task_id}/…`
VisitorEndpoint assign_callbacks;
VisitorEndpoint claim_callback;
VisitorEndpoint release_callback;
VisitorEndpoint assign_callback;
VisitorEndpoint plan_callback;
VisitorEndpoint try_callback;
VisitorEndpoint note_callback;
VisitorEndpoint close_callback;
VisitorEndpoint reopen_callback;
VisitorEndpoint undo_callback;

/// `GET /w3/live/events`
VisitorEndpoint listen_to_live_calls;

/// `GET /api/…`: what edgvoip answers to the person's own token.
VisitorEndpoint ask_edgvoip;

}  // namespace w3::api
