#include "sql/sqlite/guard.hpp"

#include "base/error.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <string>

namespace sql::sqlite {
namespace {

/// SQLite compares names without case, in ASCII only.
bool same_name(std::string_view a, std::string_view b) {
    return a.size() == b.size() &&
           sqlite3_strnicmp(a.data(), b.data(), static_cast<int>(a.size())) == 0;
}

bool in_name(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           c == '$' || static_cast<unsigned char>(c) >= 0x80;
}

/// Takes a statement apart into the texts that SQLite could take for a name: bare words and
/// whatever stands in any of its four kinds of quotes.
class Names {
public:
    explicit Names(std::string_view text) : rest_(text) {}

    std::optional<std::string> next() {
        while (!rest_.empty()) {
            const char c = rest_.front();
            if (rest_.starts_with("--")) {
                skip_past("\n");
            } else if (rest_.starts_with("/*")) {
                skip_past("*/");
            } else if (c == '\'' || c == '"' || c == '`') {
                return quoted(c);
            } else if (c == '[') {
                return quoted(']');
            } else if (in_name(c)) {
                return word();
            } else {
                rest_.remove_prefix(1);
            }
        }
        return std::nullopt;
    }

private:
    void skip_past(std::string_view end) {
        const auto at = rest_.find(end, 2);
        rest_.remove_prefix(at == std::string_view::npos ? rest_.size() : at + end.size());
    }

    std::string quoted(char close) {
        std::string content;
        rest_.remove_prefix(1);
        while (!rest_.empty()) {
            const char c = rest_.front();
            rest_.remove_prefix(1);
            if (c == close) {
                const bool doubled = close != ']' && !rest_.empty() && rest_.front() == close;
                if (!doubled) break;
                rest_.remove_prefix(1);
            }
            content += c;
        }
        return content;
    }

    std::string word() {
        const auto* const end = std::find_if_not(rest_.begin(), rest_.end(), in_name);
        std::string content(rest_.begin(), end);
        rest_.remove_prefix(content.size());
        return content;
    }

    std::string_view rest_;
};

/// What a question needs; everything else, such as load_extension(), is refused.
bool is_allowed_function(std::string_view name) {
    static constexpr std::array<std::string_view, 12> allowed = {
        "current_tenant", "count", "sum", "min",      "max",    "length",
        "substr",         "instr", "hex", "coalesce", "ifnull", "abs"};
    return std::any_of(allowed.begin(), allowed.end(),
                       [name](std::string_view one) { return same_name(one, name); });
}

std::string_view text_or_empty(const char* text) {
    return text == nullptr ? std::string_view() : std::string_view(text);
}

int authorize(void* guard, int action, const char* first, const char* second, const char* /*db*/,
              const char* through) {
    bool allowed = false;
    switch (action) {
        case SQLITE_SELECT:
        case SQLITE_TRANSACTION:
            allowed = true;
            break;
        case SQLITE_READ:
            allowed = static_cast<const Guard*>(guard)->may_read(text_or_empty(first),
                                                                 text_or_empty(through));
            break;
        case SQLITE_FUNCTION:
            allowed = is_allowed_function(text_or_empty(second));
            break;
        default:
            break;
    }
    return allowed ? SQLITE_OK : SQLITE_DENY;
}

void current_tenant(sqlite3_context* context, int /*count*/, sqlite3_value** /*values*/) {
    const auto& tenant = static_cast<const Guard*>(sqlite3_user_data(context))->tenant();
    if (!tenant) {
        sqlite3_result_null(context);
        return;
    }
    sqlite3_result_blob(context, tenant->bytes.data(), static_cast<int>(tenant->bytes.size()),
                        SQLITE_TRANSIENT);
}

}  // namespace

void Guard::install_function(sqlite3* db) {
    // Deterministic: constant while one statement runs, so that the key can be searched with it;
    // innocuous: an untrusted schema's views may call it.
    const int code = sqlite3_create_function_v2(
        db, "current_tenant", 0, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, this,
        current_tenant, nullptr, nullptr, nullptr);
    base::check(code == SQLITE_OK, "SQLite takes the function current_tenant");
}

void Guard::install_authorizer(sqlite3* db) {
    if (views_.empty()) return;
    base::check(sqlite3_set_authorizer(db, authorize, this) == SQLITE_OK,
                "SQLite takes an authorizer");
}

bool Guard::refuses(std::string_view text) const {
    Names names(text);
    while (const auto name = names.next()) {
        for (const GuardedView& view : views_) {
            if (same_name(*name, view.table)) return true;
        }
    }
    return false;
}

bool Guard::may_read(std::string_view table, std::string_view through) const {
    return std::any_of(views_.begin(), views_.end(), [table, through](const GuardedView& one) {
        return same_name(table, one.view) ||
               (same_name(table, one.table) && same_name(through, one.view));
    });
}

}  // namespace sql::sqlite
