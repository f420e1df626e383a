#include "http/client.hpp"

#include "http/curl_request.hpp"

#include <mutex>
#include <utility>
#include <vector>

namespace http {
namespace {

/// What of an answer has come.
struct Coming {
    Response response;
    std::size_t body_bytes_max = 0;
};

/// Takes a part of the body; libcurl gives up when less than all of it was taken.
std::size_t take(const char* bytes, std::size_t, std::size_t count, void* coming) {
    auto& taken = *static_cast<Coming*>(coming);
    if (count > taken.body_bytes_max - taken.response.body.size()) return 0;
    taken.response.body.append(bytes, count);
    return count;
}

base::Result<Response> ask(const CurlHandle& handle, const Question& question) {
    const CurlList fields = set_question(handle, question);
    Coming coming;
    coming.body_bytes_max = question.body_bytes_max;
    set(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(question.time_max.count()));
    set(handle, CURLOPT_HEADERDATA, &coming.response);
    set(handle, CURLOPT_WRITEFUNCTION, &take);
    set(handle, CURLOPT_WRITEDATA, &coming);
    const CURLcode done = curl_easy_perform(handle.get());
    if (done != CURLE_OK) return curl_error(done, asked_at(question.listen));
    coming.response.status = curl_status(handle);
    return std::move(coming.response);
}

}  // namespace

std::string asked_at(const std::string& listen) {
    constexpr std::string_view any_v4 = "0.0.0.0:";
    constexpr std::string_view any_v6 = "[::]:";
    if (listen.starts_with(any_v4)) return "127.0.0.1:" + listen.substr(any_v4.size());
    if (listen.starts_with(any_v6)) return "[::1]:" + listen.substr(any_v6.size());
    return listen;
}

std::optional<std::string_view> Response::header(std::string_view name) const {
    return first_value(headers, name);
}

base::Result<Response> get(const Question& question) {
    return ask(new_curl_handle(), question);
}

/// Handles that nobody asks with; each keeps its connection.
struct Client::Idle {
    std::mutex mutex;
    std::vector<CurlHandle> handles;

    CurlHandle take() {
        const std::lock_guard lock(mutex);
        if (handles.empty()) return new_curl_handle();
        CurlHandle handle = std::move(handles.back());
        handles.pop_back();
        return handle;
    }
    void put_back(CurlHandle handle) {
        // Forgets the question with its secrets; the connection stays.
        curl_easy_reset(handle.get());
        const std::lock_guard lock(mutex);
        handles.push_back(std::move(handle));
    }
};

Client::Client() : idle_(std::make_unique<Idle>()) {}
Client::~Client() = default;

base::Result<Response> Client::get(const Question& question) {
    CurlHandle handle = idle_->take();
    auto response = ask(handle, question);
    idle_->put_back(std::move(handle));
    return response;
}

}  // namespace http
