#include "w3/api/pages.hpp"

#include "http/ascii.hpp"
#include "http/problem.hpp"
#include "w3/people/limits.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

namespace w3::api {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view index_path = "/index.html";
constexpr std::string_view assets = "/assets/";
constexpr std::string_view gzip_ending = ".gz";

/// The addresses of pages, each with all below it: the router within the page tells them apart.
constexpr std::array<std::string_view, 5> page_paths = {"/accesso", "/chiamate", "/diretta",
                                                        "/richiami", "/amministrazione"};

bool is_page(std::string_view path) {
    if (path == "/") return true;
    return std::any_of(page_paths.begin(), page_paths.end(), [&](std::string_view page) {
        return path == page || (path.starts_with(page) && path[page.size()] == '/');
    });
}

std::string_view content_type_of(std::string_view path) {
    static constexpr auto types = std::to_array<std::pair<std::string_view, std::string_view>>({
        {".html", "text/html; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".json", "application/json"},
        {".webmanifest", "application/manifest+json"},
        {".txt", "text/plain; charset=utf-8"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".ico", "image/x-icon"},
        {".woff2", "font/woff2"},
        {".mp3", "audio/mpeg"},
    });
    for (const auto& [ending, type] : types) {
        if (path.ends_with(ending)) return type;
    }
    return "application/octet-stream";
}

/// Whether an Accept-Encoding field lists gzip, and not with a weight of zero.
bool takes_gzip(const http::Request& request) {
    std::string_view rest = request.header("Accept-Encoding").value_or("");
    while (!rest.empty()) {
        const std::string_view entry = rest.substr(0, rest.find(','));
        rest.remove_prefix(std::min(entry.size() + 1, rest.size()));
        const std::size_t mark = entry.find(';');
        if (!http::same_ignoring_case(http::without_spaces(entry.substr(0, mark)), "gzip"))
            continue;
        const std::string_view weight =
            mark == std::string_view::npos ? "q=1" : http::without_spaces(entry.substr(mark + 1));
        return weight.find_first_of("123456789") != std::string_view::npos;
    }
    return false;
}

base::Result<std::string> bytes_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (!file.is_open() || file.bad()) {
        return base::unavailable("'" + path.string() + "' cannot be read");
    }
    return bytes;
}

http::Answer refusal(int status, std::string_view detail, const http::Request& request) {
    http::Problem problem;
    problem.status = status;
    problem.detail = detail;
    return http::to_answer(problem, request.request_id);
}

}  // namespace

base::Result<Pages> Pages::read(const std::string& folder) {
    Pages pages;
    std::size_t bytes_left = limits::web_bytes_max;
    std::error_code error;
    for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end;
         at.increment(error)) {
        if (!at->is_regular_file(error)) continue;
        auto bytes = bytes_of(at->path());
        if (!bytes) return bytes.error();
        if (bytes->size() > bytes_left || pages.files_.size() >= limits::web_files_max) {
            return base::Error{base::Fault::exhausted, "'" + folder + "' has more than pages need"};
        }
        bytes_left -= bytes->size();
        std::string path = "/" + at->path().lexically_relative(folder).generic_string();
        if (path.ends_with(gzip_ending)) {
            path.resize(path.size() - gzip_ending.size());
            pages.files_[path].gzip = std::move(*bytes);
        } else {
            pages.files_[path].bytes = std::move(*bytes);
        }
    }
    if (error) return base::unavailable("'" + folder + "': " + error.message());
    if (pages.find(index_path) == nullptr) {
        return base::unavailable("'" + folder + "' has no index.html: build the pages first");
    }
    return pages;
}

const Pages::File* Pages::find(std::string_view path) const {
    const auto found = files_.find(path);
    // A twin without its file is nothing.
    return found == files_.end() || found->second.bytes.empty() ? nullptr : &found->second;
}

std::string_view Pages::route_of(std::string_view path) const {
    if (is_page(path)) return "page";
    return find(path) == nullptr ? "" : "file";
}

http::Answer Pages::answer(const http::Request& request) const {
    const std::string_view path = is_page(request.path) ? index_path : request.path;
    const File* file = find(path);
    if (file == nullptr) return refusal(404, "there is nothing at this path", request);
    if (request.method != http::Method::get && request.method != http::Method::head) {
        http::Answer answer = refusal(405, "this path takes GET, HEAD", request);
        answer.headers.emplace_back("Allow", "GET, HEAD");
        return answer;
    }
    http::Answer answer;
    answer.content_type = content_type_of(path);
    answer.headers.emplace_back("Cache-Control", path.starts_with(assets)
                                                     ? "public, max-age=31536000, immutable"
                                                     : "no-cache");
    const bool packed = !file->gzip.empty() && takes_gzip(request);
    if (!file->gzip.empty()) answer.headers.emplace_back("Vary", "Accept-Encoding");
    if (packed) answer.headers.emplace_back("Content-Encoding", "gzip");
    answer.body = packed ? file->gzip : file->bytes;
    return answer;
}

}  // namespace w3::api
