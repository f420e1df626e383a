#include "http/curl_request.hpp"

#include "http/ascii.hpp"

#include <algorithm>
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

CurlList list_of(const Headers& headers) {
    CurlList list;
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

}  // namespace

CurlHandle new_curl_handle() {
    Library::use();
    CurlHandle handle(curl_easy_init());
    base::check(handle != nullptr, "libcurl gives a handle");
    return handle;
}

CurlList set_question(const CurlHandle& handle, const Question& question) {
    const std::string where = asked_at(question.listen);
    std::string host = where;
    if (where.starts_with(unix_prefix)) {
        host = "localhost";
        set(handle, CURLOPT_UNIX_SOCKET_PATH, where.c_str() + unix_prefix.size());
    }
    const std::string url = "http://" + host + question.target;
    CurlList fields = list_of(question.headers);
    set(handle, CURLOPT_URL, url.c_str());
    set(handle, CURLOPT_PATH_AS_IS, 1L);
    set(handle, CURLOPT_PROTOCOLS_STR, "http");
    set(handle, CURLOPT_PROXY, "");
    set(handle, CURLOPT_NOSIGNAL, 1L);
    set(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(question.connect_time_max.count()));
    set(handle, CURLOPT_HTTPHEADER, fields.get());
    set(handle, CURLOPT_HEADERFUNCTION, &take_curl_field);
    if (!question.user.empty()) {
        set(handle, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
        set(handle, CURLOPT_USERNAME, question.user.c_str());
        // What a secret reveals has a zero behind it.
        set(handle, CURLOPT_PASSWORD, question.password.reveal().data());
    }
    return fields;
}

std::size_t take_curl_field(const char* bytes, std::size_t, std::size_t count, void* response) {
    Headers& fields = static_cast<Response*>(response)->headers;
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

int curl_status(const CurlHandle& handle) {
    long status = 0;
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
    return static_cast<int>(status);
}

base::Error curl_error(CURLcode code, const std::string& where) {
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

}  // namespace http
