#include "comparison.hpp"

#include <cstddef>

namespace edgvoip::oracle {
namespace {

namespace json = boost::json;

constexpr std::size_t told_max = 5;

class Comparer {
public:
    explicit Comparer(Comparison& result) : result_(result) {}

    void compare(const json::value& expected, const json::value& got, const std::string& where) {
        if (result_.differences.size() >= told_max) return;
        if (expected.is_object() && got.is_object()) {
            compare_objects(expected.get_object(), got.get_object(), where);
        } else if (expected.is_array() && got.is_array()) {
            compare_arrays(expected.get_array(), got.get_array(), where);
        } else if (expected != got) {
            differ(where, json::serialize(expected), json::serialize(got));
        }
    }

private:
    void differ(const std::string& where, const std::string& expected, const std::string& got) {
        result_.differences.push_back(where + ": expected " + expected.substr(0, 400) + ", got " +
                                      got.substr(0, 400));
    }

    void compare_objects(const json::object& expected, const json::object& got,
                         const std::string& where) {
        for (const auto& member : expected) {
            const std::string name(member.key());
            const json::value* other = got.if_contains(name);
            if (other == nullptr) {
                differ(where + "/" + name, json::serialize(member.value()), "nothing");
            } else if (name == "drilldown") {
                compare_links(member.value(), *other, where + "/" + name);
            } else {
                compare(member.value(), *other, where + "/" + name);
            }
        }
        for (const auto& member : got) {
            if (!expected.contains(member.key()))
                differ(where + "/" + std::string(member.key()), "nothing",
                       json::serialize(member.value()));
        }
    }

    void compare_arrays(const json::array& expected, const json::array& got,
                        const std::string& where) {
        if (expected.size() != got.size())
            differ(where, std::to_string(expected.size()) + " items",
                   std::to_string(got.size()) + " items");
        for (std::size_t i = 0; i < expected.size() && i < got.size(); ++i)
            compare(expected[i], got[i], where + "/" + std::to_string(i));
    }

    static bool is_nothing(const json::value& got) {
        if (!got.is_object()) return got.is_null();
        for (const auto& member : got.get_object()) {
            if (!is_nothing(member.value())) return false;
        }
        return true;
    }

    void compare_links(const json::value& expected, const json::value& got,
                       const std::string& where) {
        if (expected.is_null() && got.is_null()) return;
        if (expected.is_number() && got.is_string()) {
            result_.links.emplace_back(expected.to_number<std::int64_t>(),
                                       std::string(got.get_string()));
            return;
        }
        if (!expected.is_object() || !got.is_object()) {
            differ(where, expected.is_null() ? "null" : "a link", json::serialize(got));
            return;
        }
        for (const auto& member : expected.get_object()) {
            const std::string there = where + "/" + std::string(member.key());
            const json::value* other = got.get_object().if_contains(member.key());
            if (other == nullptr) {
                differ(there, "a figure", "nothing");
            } else {
                compare_links(member.value(), *other, there);
            }
        }
        for (const auto& member : got.get_object()) {
            if (!expected.get_object().contains(member.key()) && !is_nothing(member.value()))
                differ(where + "/" + std::string(member.key()), "no link",
                       json::serialize(member.value()));
        }
    }

    Comparison& result_;
};

}  // namespace

Comparison compared(const json::value& expected, const json::value& got) {
    Comparison result;
    Comparer(result).compare(expected, got, "");
    return result;
}

}  // namespace edgvoip::oracle
