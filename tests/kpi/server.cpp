#include "server.hpp"

#include "access/verifier.hpp"
#include "base/secret.hpp"
#include "edgvoip/api/routes.hpp"
#include "edgvoip/call/outline.hpp"
#include "http/percent_encoding.hpp"

#include <chrono>
#include <filesystem>
#include <unistd.h>
#include <utility>

namespace edgvoip::oracle {
namespace {

std::string make_folder() {
    std::string name = (std::filesystem::temp_directory_path() / "edg-kpi-XXXXXX").string();
    base::check(mkdtemp(name.data()) != nullptr, "a temporary folder can be made");
    return name;
}

}  // namespace

auth::Key signing_key() {
    return *auth::Key::hs256("", base::Secret(std::string(32, 'k')));
}

Server::Server(std::shared_ptr<const directory::Directory> directory, base::Instant now)
    : directory_(std::move(directory)),
      clock_(now),
      observer_(base::make_log_observer(base::Severity::error)),
      folder_(make_folder()) {
    store_ = store::Store::open("sqlite:" + folder_ + "/calls.db").value();
    reader_ = store_->reader().value();
    writer_ = store_->writer().value();
    std::vector<ingest::IndexedTenant> tenants;
    for (const directory::Tenant& tenant : directory_->tenants())
        tenants.push_back({tenant.id, tenant.settings.contact_min_sec});
    feed_ = ingest::IndexFeed::start(*store_, indexes_, tenants, *observer_).value();
    for (const ingest::IndexedTenant& tenant : tenants)
        indexes_.wait_beyond(tenant.id, -1, std::chrono::minutes(10));
    seal_ = auth::Seal::of(store_->sealing_key().value()).value();
    router_ = api::make_router(context());
}

Server::~Server() {
    feed_.reset();
    writer_.reset();
    reader_.reset();
    store_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

api::ApiContext Server::context() {
    auth::Issuer issuer;
    issuer.every_tenant = true;
    issuer.keys = {signing_key()};
    const auto verifier = auth::Verifier::make("edgvoip", {issuer}).value();
    api::ApiContext context;
    context.clock = &clock_;
    context.observer = observer_.get();
    context.seal = &*seal_;
    context.tenants = &no_limit_;
    context.bad_tokens = &no_limit_;
    context.directory = [this] { return directory_; };
    context.verifier = [verifier] { return verifier; };
    context.build_id = "test-build";
    context.sources = [this]() -> base::Result<query::Sources> {
        return query::Sources{indexes_, *reader_};
    };
    context.readiness = []() -> base::Result<void> { return {}; };
    return context;
}

void Server::apply(const Commit& commit) {
    ingest::TenantChanges changes;
    writer_->begin().value();
    for (const call::Call& call : commit.removed) {
        writer_->remove({call.tenant, call.start, call.id}, "moved").value();
        changes[call.tenant].push_back(index::removal(call.id, call.start));
    }
    for (const call::Call& call : commit.put) {
        writer_->put(call, {}).value();
        changes[call.tenant].push_back(index::put(call::outline_of(call)));
    }
    feed_->commit(*writer_, changes).value();
}

http::Answer Server::get(std::string_view target, const std::string& token,
                         http::Headers headers) const {
    http::Request request;
    const std::size_t mark = target.find('?');
    request.path =
        http::percent_decode(target.substr(0, mark), http::Plus::is_plus).value_or("/bad");
    if (mark != std::string_view::npos) request.query = target.substr(mark + 1);
    request.headers = std::move(headers);
    request.headers.emplace_back("Authorization", "Bearer " + token);
    request.request_id = "test-request";
    request.client_address = "127.0.0.1";
    request.received = clock_.now();
    return router_.answer(std::move(request));
}

}  // namespace edgvoip::oracle
