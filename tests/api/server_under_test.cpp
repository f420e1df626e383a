#include "server_under_test.hpp"

#include "access/issue.hpp"
#include "edgvoip/api/routes.hpp"
#include "http/percent_encoding.hpp"
#include "live_seed.hpp"
#include "seed.hpp"

#include <array>
#include <chrono>
#include <filesystem>
#include <strings.h>
#include <unistd.h>

namespace edgvoip::tests {
namespace {

auth::Key key_of(char fill) {
    return *auth::Key::hs256("", base::Secret(std::string(32, fill)));
}

auth::Claims claims_of(const std::string& sip_domain, std::string_view tenant) {
    auth::Claims claims;
    claims.sip_domain = sip_domain;
    claims.tenant_id = {*base::Uuid::parse(tenant)};
    return claims;
}

std::string signed_token(const auth::Claims& claims, std::string audience = "edgvoip",
                         std::int64_t issued_ago_s = 60, char key = 'k') {
    const base::Instant issued{seed_now().us - issued_ago_s * base::us_per_second};
    return *auth::issue_token(key_of(key), claims, {std::move(audience), issued, 3600});
}

std::map<std::string, std::string> make_tokens() {
    const base::StoreId roma{*base::Uuid::parse(store_roma)};
    const base::StoreId milano{*base::Uuid::parse(store_milano)};
    const auth::Claims a = claims_of("Chain-A.example", tenant_a);
    const auth::Claims b = claims_of("chain-b.example", tenant_b);
    std::map<std::string, std::string> tokens;
    tokens["a"] = signed_token(a);
    tokens["b"] = signed_token(b);
    auth::Claims narrow = a;
    narrow.store_ids = {{roma}};
    tokens["a-roma"] = signed_token(narrow);
    narrow.exts = {{"1002"}};
    tokens["a-roma-1002"] = signed_token(narrow);
    narrow.store_ids = {{roma, milano}};
    tokens["a-stores-1002"] = signed_token(narrow);
    narrow.store_ids.reset();
    tokens["a-1002"] = signed_token(narrow);
    narrow.exts = {{"1001"}};
    tokens["a-1001"] = signed_token(narrow);
    narrow.exts.emplace();
    tokens["a-no-ext"] = signed_token(narrow);
    narrow.exts.reset();
    narrow.store_ids.emplace();
    tokens["a-no-store"] = signed_token(narrow);
    auth::Claims full = b;
    full.scopes = {"other", "cdr:full"};
    tokens["b-full"] = signed_token(full);
    tokens["expired"] = signed_token(a, "edgvoip", 3600);
    tokens["too-early"] = signed_token(a, "edgvoip", -31);
    tokens["other-audience"] = signed_token(a, "w3");
    tokens["other-key"] = signed_token(a, "edgvoip", 60, 'x');
    tokens["a-domain-b-id"] = signed_token(claims_of("chain-a.example", tenant_b));
    tokens["unknown-tenant"] =
        signed_token(claims_of("chain-c.example", "c0000000-0000-4000-8000-00000000000c"));
    tokens["unknown-domain"] = signed_token(claims_of("chain-c.example", tenant_a));
    tokens["flipped"] = tokens["a"];
    tokens["flipped"].back() = tokens["flipped"].back() == 'A' ? 'E' : 'A';
    return tokens;
}

std::string make_folder() {
    std::string name = (std::filesystem::temp_directory_path() / "edg-api-XXXXXX").string();
    base::check(mkdtemp(name.data()) != nullptr, "a temporary folder can be made");
    return name;
}

void seed(store::Store& store) {
    const auto writer = store.writer();
    base::check(writer.has_value(), "the store can be written");
    (*writer)->begin().value();
    for (const call::Call& call : seed_calls())
        (*writer)->put(call, {}).value();
    (*writer)->commit().value();
}

}  // namespace

void RecordingObserver::event(base::Severity, std::string_view event,
                              std::initializer_list<base::Field> fields) {
    log += event;
    for (const base::Field& field : fields) {
        log += " " + std::string(field.name) + "=";
        if (const auto* text = std::get_if<std::string_view>(&field.value)) log += *text;
    }
    log += "\n";
}

ServerUnderTest::ServerUnderTest(const auth::Rate& tenants, const auth::Rate& bad_tokens)
    : clock_(seed_now()),
      folder_(make_folder()),
      tenants_("tenant", tenants, [this] { return steady; }),
      bad_tokens_("bad-tokens", bad_tokens, [this] { return steady; }),
      tokens_(make_tokens()) {
    store_ = store::Store::open("sqlite:" + folder_ + "/calls.db").value();
    seed(*store_);
    reader_ = store_->reader().value();
    std::vector<ingest::IndexedTenant> indexed;
    for (const std::string_view tenant : {tenant_a, tenant_b})
        indexed.push_back({{*base::Uuid::parse(tenant)}, 0});
    feed_ = ingest::IndexFeed::start(*store_, indexes_, indexed, observer_).value();
    for (const ingest::IndexedTenant& tenant : indexed)
        indexes_.wait_beyond(tenant.id, -1, std::chrono::minutes(10));
    seal_ = auth::Seal::of(store_->sealing_key().value()).value();
    directory_ = directory::Directory::parse(directory_json()).value();
    board_ = std::make_unique<live::Board>(clock_, [this] { return directory_; });
    pbx_ = std::make_unique<live::FreeswitchFeed>("live", *board_, observer_);
    pbx_->channel_list(seed_channels());
    streams_ = std::make_unique<api::LiveStreams>(clock_);
    router_ = api::make_router(context());
}

ServerUnderTest::~ServerUnderTest() {
    feed_.reset();
    reader_.reset();
    store_.reset();
    std::filesystem::remove_all(folder_);
}

api::ApiContext ServerUnderTest::context() {
    auth::Issuer issuer;
    issuer.every_tenant = true;
    issuer.keys = {key_of('k')};
    const auto verifier = auth::Verifier::make("edgvoip", {issuer}).value();
    api::ApiContext context;
    context.clock = &clock_;
    context.observer = &observer_;
    context.seal = &*seal_;
    context.tenants = &tenants_;
    context.bad_tokens = &bad_tokens_;
    context.directory = [this] { return directory_; };
    context.board = board_.get();
    context.streams = streams_.get();
    context.verifier = [verifier] { return verifier; };
    context.build_id = "test-build";
    context.sources = [this]() -> base::Result<query::Sources> {
        if (broken) return *broken;
        return query::Sources{indexes_, other_reader != nullptr ? *other_reader : *reader_};
    };
    context.audit = [this](std::string_view line) -> base::Result<void> {
        if (audit_fails) return *audit_fails;
        audit.emplace_back(line);
        return {};
    };
    context.readiness = [this]() -> base::Result<void> {
        if (not_ready) return *not_ready;
        return {};
    };
    return context;
}

void ServerUnderTest::wait_seconds(std::int64_t seconds) {
    clock_.set({clock_.now().us + seconds * base::us_per_second});
}

void ServerUnderTest::change(const std::vector<call::Call>& calls,
                             const std::vector<call::Call>& removed) {
    const auto writer = store_->writer().value();
    ingest::TenantChanges changes;
    writer->begin().value();
    for (const call::Call& call : removed) {
        writer->remove({call.tenant, call.start, call.id}, "moved").value();
        changes[call.tenant].push_back(index::removal(call.id, call.start));
    }
    for (const call::Call& call : calls) {
        writer->put(call, {}).value();
        changes[call.tenant].push_back(index::put(call::outline_of(call)));
    }
    feed_->commit(*writer, changes).value();
}

http::Answer ServerUnderTest::get(std::string_view target, const http::Headers& headers) const {
    return ask("GET", target, headers);
}

http::Answer ServerUnderTest::ask(std::string_view method, std::string_view target,
                                  const http::Headers& headers) const {
    static constexpr std::array<std::pair<std::string_view, http::Method>, 4> methods = {{
        {"GET", http::Method::get},
        {"HEAD", http::Method::head},
        {"OPTIONS", http::Method::options},
        {"POST", http::Method::post},
    }};
    http::Request request;
    request.method = http::Method::other;
    for (const auto& [name, value] : methods) {
        if (name == method) request.method = value;
    }
    request.method_name = method;
    const std::size_t mark = target.find('?');
    request.path =
        http::percent_decode(target.substr(0, mark), http::Plus::is_plus).value_or("/bad");
    if (mark != std::string_view::npos) request.query = target.substr(mark + 1);
    request.headers = headers;
    request.request_id = "test-request";
    request.client_address = "127.0.0.1";
    request.received = seed_now();
    return router_.answer(std::move(request));
}

const std::string& ServerUnderTest::token(const std::string& name) const {
    const auto found = tokens_.find(name);
    base::check(found != tokens_.end(), "the token '" + name + "' is known");
    return found->second;
}

http::Headers ServerUnderTest::bearer(const std::string& name) const {
    return {{"Authorization", "Bearer " + token(name)}};
}

std::optional<std::string> header_of(const http::Answer& answer, std::string_view name) {
    for (const auto& [field, value] : answer.headers) {
        if (field.size() == name.size() &&
            strncasecmp(field.data(), name.data(), name.size()) == 0) {
            return value;
        }
    }
    return std::nullopt;
}

}  // namespace edgvoip::tests
