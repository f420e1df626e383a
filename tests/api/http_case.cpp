#include "http_case.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace edgvoip::tests {
namespace {

namespace json = boost::json;

std::pair<std::string, std::string> read_header(const std::string& line) {
    const std::size_t colon = line.find(": ");
    if (colon == std::string::npos) throw std::runtime_error("not a header: " + line);
    return {line.substr(0, colon), line.substr(colon + 2)};
}

void read_request_line(const std::string& line, HttpCase& out) {
    const std::size_t space = line.find(' ');
    if (space == std::string::npos) throw std::runtime_error("not a request line: " + line);
    out.method = line.substr(0, space);
    out.target = line.substr(space + 1);
}

/// The paragraphs of one case: request, answer, JSON.
HttpCase read_case(const std::string& file, const std::string& title,
                   const std::vector<std::vector<std::string>>& paragraphs) {
    if (paragraphs.size() < 2 || paragraphs.size() > 3) {
        throw std::runtime_error(file + ": '" + title + "' needs 2 or 3 paragraphs");
    }
    HttpCase out;
    out.file = std::filesystem::path(file).stem().string();
    out.title = title;
    read_request_line(paragraphs[0].front(), out);
    for (std::size_t i = 1; i < paragraphs[0].size(); ++i) {
        out.headers.push_back(read_header(paragraphs[0][i]));
    }
    out.status = std::stoi(paragraphs[1].front());
    for (std::size_t i = 1; i < paragraphs[1].size(); ++i) {
        const std::string& line = paragraphs[1][i];
        if (line.starts_with('!')) {
            out.absent_headers.push_back(line.substr(1));
        } else {
            out.expected_headers.push_back(read_header(line));
        }
    }
    if (paragraphs.size() == 3) {
        std::string text;
        for (const std::string& line : paragraphs[2])
            text += line + "\n";
        out.expected = json::parse(text);
    }
    return out;
}

/// The values of one member of every object of a list.
json::array column(const json::value& list, std::string_view member) {
    json::array out;
    for (const json::value& item : list.as_array())
        out.push_back(item.at(member));
    return out;
}

std::string member_difference(std::string_view name, const json::value& expected,
                              const json::object& actual, const std::string& where) {
    if (name == "$ids") return difference(expected, column(actual.at("items"), "call_id"), where);
    if (name == "$errors") {
        return difference(expected, column(actual.at("errors"), "parameter"), where);
    }
    const json::value* member = actual.if_contains(name);
    if (member == nullptr) return where + " is missing\n";
    return difference(expected, *member, where);
}

}  // namespace

std::vector<HttpCase> read_cases(const std::string& path) {
    std::ifstream in(path);
    std::vector<HttpCase> cases;
    std::string title;
    std::vector<std::vector<std::string>> paragraphs;
    bool inside = false;
    const auto finish = [&] {
        if (!title.empty()) cases.push_back(read_case(path, title, paragraphs));
        paragraphs.clear();
        inside = false;
    };
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("### ")) {
            finish();
            title = line.substr(4);
        } else if (line.empty()) {
            inside = false;
        } else if (!title.empty()) {
            if (!inside) paragraphs.emplace_back();
            inside = true;
            paragraphs.back().push_back(line);
        }
    }
    finish();
    return cases;
}

std::string difference(const json::value& expected, const json::value& actual,
                       const std::string& where) {
    if (const json::object* wanted = expected.if_object(); wanted && actual.is_object()) {
        std::string out;
        for (const auto& [name, value] : *wanted) {
            out +=
                member_difference(name, value, actual.as_object(), where + "." + std::string(name));
        }
        return out;
    }
    if (const json::array* wanted = expected.if_array();
        wanted && actual.is_array() && wanted->size() == actual.as_array().size()) {
        std::string out;
        for (std::size_t i = 0; i < wanted->size(); ++i) {
            out += difference(wanted->at(i), actual.as_array()[i],
                              where + "[" + std::to_string(i) + "]");
        }
        return out;
    }
    const bool any_text = expected.is_string() && expected.as_string() == "*";
    if (any_text && actual.is_string()) return {};
    if (expected.is_number() && actual.is_number()
            ? expected.to_number<double>() == actual.to_number<double>()
            : expected == actual) {
        return {};
    }
    return where + ": expected " + json::serialize(expected) + ", is " + json::serialize(actual) +
           "\n";
}

}  // namespace edgvoip::tests
