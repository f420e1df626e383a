#include "edgvoip/api/embedded_files.hpp"
#include "edgvoip/api/endpoints.hpp"
#include "edgvoip/api/open_answer.hpp"
#include "edgvoip/api/problems.hpp"

#include <array>
#include <utility>

namespace edgvoip::api {
namespace {

constexpr std::string_view contract_file = "openapi.json";
constexpr std::string_view page_file = "index.html";

/// Only what this server sends, and nothing from anywhere else. The page's library sets styles
/// from its script, which `style-src` does not forbid, and draws its icons from data URLs.
constexpr std::string_view content_security_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

std::string_view content_type_of(std::string_view name) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> types = {{
        {".html", "text/html; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".png", "image/png"},
        {".json", "application/json"},
    }};
    for (const auto& [ending, type] : types) {
        if (name.ends_with(ending)) return type;
    }
    return "application/octet-stream";
}

http::Answer file_answer(std::string_view name, const http::Request& request) {
    if (auto refusal = refuse_parameters(request)) return *refusal;
    for (const EmbeddedFile& file : embedded_files()) {
        if (file.name != name) continue;
        http::Answer answer;
        answer.content_type = content_type_of(name);
        answer.headers.emplace_back("Cache-Control", "no-cache");
        answer.headers.emplace_back("Content-Security-Policy", content_security_policy);
        answer.headers.emplace_back("Referrer-Policy", "no-referrer");
        answer.body = file.bytes;
        return answer;
    }
    return problem(ProblemKind::file_not_found, request);
}

}  // namespace

http::Answer contract(const ApiContext&, const http::Request& request) {
    return file_answer(contract_file, request);
}

http::Answer docs_page(const ApiContext&, const http::Request& request) {
    return file_answer(page_file, request);
}

http::Answer docs_file(const ApiContext&, const http::Request& request) {
    const std::string& name = request.path_value("file");
    if (name == contract_file || name == page_file) {
        return problem(ProblemKind::file_not_found, request);
    }
    return file_answer(name, request);
}

}  // namespace edgvoip::api
