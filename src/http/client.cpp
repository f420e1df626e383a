#include "http/client.hpp"

#include "http/ascii.hpp"

#include <algorithm>
#include <cstddef>
#include <curl/curl.h>
#include <memory>
#include <mutex>
#include <string_view>
#include <utility>
#include <vector>

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

struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using FieldList = std::unique_ptr<curl_slist, FreeList>;

FieldList list_of(const Headers& headers) {
    FieldList list;
    for (const auto& [name, value] : headers) {
        base::check(std::none_of(value.begin(), value.end(), is_control_byte),
                    "a field's value is one line");
        // libcurl sends a field without a value only when it is written with a semicolon.
        const std::string line = name + (value.empty() ? std::string(";") : ": " + value);
        curl_slist* const longer = curl_slist_append(list.get(), line.c_str());
        base::check(longer != nullptr, "libcurl takes a field");
        static_cast<void>(list.release());
        list.reset(longer);
    }
    return list;
}

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

/// Takes a line of the header; a status line begins anew, since an interim answer went before.
std::size_t take_field(const char* bytes, std::size_t, std::size_t count, void* coming) {
    Headers& fields = static_cast<Coming*>(coming)->response.headers;
    const std::string_view line(bytes, count);
    if (line.starts_with("HTTP/")) fields.clear();
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return count;
    std::string_view value = line.substr(colon + 1);
    while (value.ends_with('\n') || value.ends_with('\r'))
        value.remove_suffix(1);
    fields.emplace_back(line.substr(0, colon), without_spaces(value));
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

base::Result<Response> ask(const Handle& handle, const Question& question) {
    const std::string where = asked_at(question.listen);
    std::string host = where;
    if (where.starts_with(unix_prefix)) {
        host = "localhost";
        set(handle, CURLOPT_UNIX_SOCKET_PATH, where.c_str() + unix_prefix.size());
    }
    const std::string url = "http://" + host + question.target;
    const FieldList fields = list_of(question.headers);
    Coming coming;
    coming.body_bytes_max = question.body_bytes_max;
    set(handle, CURLOPT_URL, url.c_str());
    set(handle, CURLOPT_PATH_AS_IS, 1L);
    set(handle, CURLOPT_PROTOCOLS_STR, "http");
    set(handle, CURLOPT_PROXY, "");
    set(handle, CURLOPT_NOSIGNAL, 1L);
    set(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(question.connect_time_max.count()));
    set(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(question.time_max.count()));
    set(handle, CURLOPT_HTTPHEADER, fields.get());
    set(handle, CURLOPT_HEADERFUNCTION, &take_field);
    set(handle, CURLOPT_HEADERDATA, &coming);
    set(handle, CURLOPT_WRITEFUNCTION, &take);
    set(handle, CURLOPT_WRITEDATA, &coming);
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
    coming.response.status = static_cast<int>(status);
    return std::move(coming.response);
}

Handle new_handle() {
    Library::use();
    Handle handle(curl_easy_init());
    base::check(handle != nullptr, "libcurl gives a handle");
    return handle;
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
    return ask(new_handle(), question);
}

/// Handles that nobody asks with; each keeps its connection.
struct Client::Idle {
    std::mutex mutex;
    std::vector<Handle> handles;

    Handle take() {
        const std::lock_guard lock(mutex);
        if (handles.empty()) return new_handle();
        Handle handle = std::move(handles.back());
        handles.pop_back();
        return handle;
    }
    void put_back(Handle handle) {
        // Forgets the question with its secrets; the connection stays.
        curl_easy_reset(handle.get());
        const std::lock_guard lock(mutex);
        handles.push_back(std::move(handle));
    }
};

Client::Client() : idle_(std::make_unique<Idle>()) {}
Client::~Client() = default;

base::Result<Response> Client::get(const Question& question) {
    Handle handle = idle_->take();
    auto response = ask(handle, question);
    idle_->put_back(std::move(handle));
    return response;
}

}  // namespace http
