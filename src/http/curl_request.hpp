#pragma once

#include "base/error.hpp"
#include "http/client.hpp"

#include <cstddef>
#include <curl/curl.h>
#include <memory>
#include <string>

/// What asking with libcurl takes, once or as a stream. For the files that do.
namespace http {

struct CurlCleanup {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
using CurlHandle = std::unique_ptr<CURL, CurlCleanup>;

struct CurlListCleanup {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using CurlList = std::unique_ptr<curl_slist, CurlListCleanup>;

/// Any thread; libcurl is made ready before its first use.
CurlHandle new_curl_handle();

template <class Value>
void set(const CurlHandle& handle, CURLoption option, Value value) {
    base::check(curl_easy_setopt(handle.get(), option, value) == CURLE_OK,
                "libcurl knows this option");
}

/// Has the handle ask the question but for the time and size of an answer, and have the header's
/// lines given to take_curl_field(). The fields that are returned must stay while it asks.
CurlList set_question(const CurlHandle& handle, const Question& question);

/// Libcurl's header function with `Response*` as its data: takes a line of the header. A status
/// line begins anew, since an interim answer went before.
std::size_t take_curl_field(const char* bytes, std::size_t, std::size_t count, void* response);

/// The status that was answered; 0: none.
int curl_status(const CurlHandle& handle);

/// Why asking there failed.
base::Error curl_error(CURLcode code, const std::string& where);

}  // namespace http
