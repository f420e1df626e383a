#include "http/client.hpp"

#include "base/limits.hpp"

#include <cstddef>
#include <curl/curl.h>
#include <memory>
#include <string_view>

namespace http {
namespace {

constexpr std::string_view unix_prefix = "unix:";

/// libcurl, made ready before its first use and cleaned up when the program ends.
class Library {
public:
    static void use() { static const Library library; }
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;

private:
    Library() {
        // Without TLS, which is never spoken.
        base::check(curl_global_init(CURL_GLOBAL_NOTHING) == CURLE_OK, "libcurl can be used");
    }
    ~Library() { curl_global_cleanup(); }
};

struct Cleanup {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
using Handle = std::unique_ptr<CURL, Cleanup>;

template <class Value>
void set(const Handle& handle, CURLoption option, Value value) {
    base::check(curl_easy_setopt(handle.get(), option, value) == CURLE_OK,
                "libcurl knows this option");
}

/// Takes a part of the body; libcurl gives up when less than all of it was taken.
std::size_t take(const char* bytes, std::size_t, std::size_t count, void* body) {
    auto& taken = *static_cast<std::string*>(body);
    if (count > base::limits::response_bytes_max - taken.size()) return 0;
    taken.append(bytes, count);
    return count;
}

base::Error error_of(CURLcode code, const std::string& where) {
    if (code == CURLE_URL_MALFORMAT || code == CURLE_COULDNT_RESOLVE_HOST) {
        return base::invalid(where + " is not an address and port, nor unix: and a path");
    }
    if (code == CURLE_COULDNT_CONNECT) return base::unavailable("nobody listens at " + where);
    if (code == CURLE_OPERATION_TIMEDOUT) {
        return base::unavailable("no answer in time from " + where);
    }
    if (code == CURLE_WRITE_ERROR) {
        return {base::Fault::exhausted, "the answer of " + where + " is too large"};
    }
    return base::unavailable("no answer from " + where + ": " + curl_easy_strerror(code));
}

}  // namespace

std::string asked_at(const std::string& listen) {
    constexpr std::string_view any_v4 = "0.0.0.0:";
    constexpr std::string_view any_v6 = "[::]:";
    if (listen.starts_with(any_v4)) return "127.0.0.1:" + listen.substr(any_v4.size());
    if (listen.starts_with(any_v6)) return "[::1]:" + listen.substr(any_v6.size());
    return listen;
}

base::Result<Response> get(const Question& question) {
    Library::use();
    const Handle handle(curl_easy_init());
    base::check(handle != nullptr, "libcurl gives a handle");
    const std::string where = asked_at(question.listen);
    std::string host = where;
    if (where.starts_with(unix_prefix)) {
        host = "localhost";
        set(handle, CURLOPT_UNIX_SOCKET_PATH, where.c_str() + unix_prefix.size());
    }
    const std::string url = "http://" + host + question.target;
    Response response;
    set(handle, CURLOPT_URL, url.c_str());
    set(handle, CURLOPT_PROTOCOLS_STR, "http");
    set(handle, CURLOPT_PROXY, "");
    set(handle, CURLOPT_NOSIGNAL, 1L);
    set(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(question.connect_time_max.count()));
    set(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(question.time_max.count()));
    set(handle, CURLOPT_WRITEFUNCTION, &take);
    set(handle, CURLOPT_WRITEDATA, &response.body);
    if (!question.user.empty()) {
        set(handle, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
        set(handle, CURLOPT_USERNAME, question.user.c_str());
        // What a secret reveals has a zero behind it.
        set(handle, CURLOPT_PASSWORD, question.password.reveal().data());
    }
    const CURLcode done = curl_easy_perform(handle.get());
    if (done != CURLE_OK) return error_of(done, where);
    long status = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
    response.status = static_cast<int>(status);
    return response;
}

}  // namespace http
