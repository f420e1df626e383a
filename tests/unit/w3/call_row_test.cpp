#include "w3/exports/call_row.hpp"

#include "base/error.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <vector>

namespace w3::exports {
namespace {

constexpr const char* missed_call = R"({
  "call_id": "c-1", "store_id": "s-1", "direction": "in", "from_uri": "+393331234567",
  "to_uri": "1002", "did_e164": "+39061234567", "ext_number": "1002",
  "start_ts": "2026-11-28T09:42:05.250Z", "answer_ts": null, "end_ts": "2026-11-28T09:42:50Z",
  "billsec": 0, "disposition": "NO_ANSWER", "recording_url": null,
  "qos": {"mos": 4.36, "jitter_ms": 1.5, "loss_pct": 0.10}, "from_name": "Rossi",
  "ring_sec": 45, "duration_sec": 45, "hangup_cause": "ORIGINATOR_CANCEL",
  "missed_reason": "abandoned_in_queue"})";

class CallRowTest : public testing::Test {
protected:
    CallRowTest() {
        names_.add_stores(
            boost::json::parse(R"([{"store_id":"s-1","name":"Roma"},{"x":1},3])").get_array());
        names_.add_extensions(boost::json::parse(R"([{"ext":"1002","display_name":"Banco"},)"
                                                 R"({"ext":"1003","display_name":null}])")
                                  .get_array());
    }

    Cell cell(Column column, const char* call = missed_call, Language language = Language::italian,
              bool as_api = false) {
        const std::vector<Column> columns = {column};
        return call_row(boost::json::parse(call), columns, {&names_, &Words::of(language), as_api})
            .at(0);
    }

    static Cell text(const char* value) { return std::string(value); }

    Names names_;
};

TEST_F(CallRowTest, every_column_has_its_value) {
    const base::Instant start{
        base::instant_of(base::parse_iso8601("2026-11-28T09:42:05.250Z").value())};
    EXPECT_EQ(cell(Column::start), Cell(start));
    EXPECT_EQ(cell(Column::answered), Cell());
    EXPECT_EQ(cell(Column::direction), text("In entrata"));
    EXPECT_EQ(cell(Column::disposition), text("Senza risposta"));
    EXPECT_EQ(cell(Column::missed_reason), text("abbandonata in coda"));
    EXPECT_EQ(cell(Column::store), text("Roma"));
    EXPECT_EQ(cell(Column::agent), text("Banco · 1002"));
    EXPECT_EQ(cell(Column::extension), text("1002"));
    EXPECT_EQ(cell(Column::caller), text("+393331234567"));
    EXPECT_EQ(cell(Column::caller_name), text("Rossi"));
    EXPECT_EQ(cell(Column::called), text("1002"));
    EXPECT_EQ(cell(Column::did), text("+39061234567"));
    EXPECT_EQ(cell(Column::duration_sec), Cell(std::int64_t{45}));
    EXPECT_EQ(cell(Column::billsec), Cell(std::int64_t{0}));
    EXPECT_EQ(cell(Column::ring_sec), Cell(std::int64_t{45}));
    EXPECT_EQ(cell(Column::hangup_cause), text("ORIGINATOR_CANCEL"));
    EXPECT_EQ(cell(Column::hangup_text),
              text("Chi chiamava ha riagganciato prima della risposta."));
    EXPECT_EQ(cell(Column::recorded), text("no"));
    EXPECT_EQ(cell(Column::mos), Cell(Decimal{436, 2}));
    EXPECT_EQ(cell(Column::jitter_ms), Cell(Decimal{15, 1}));
    EXPECT_EQ(cell(Column::loss_pct), Cell(Decimal{10, 2}));
    EXPECT_EQ(cell(Column::call_id), text("c-1"));
}

TEST_F(CallRowTest, the_apis_own_values_are_kept_where_they_are_wanted) {
    const auto raw = [&](Column column) {
        return cell(column, missed_call, Language::english, true);
    };
    EXPECT_EQ(raw(Column::direction), text("in"));
    EXPECT_EQ(raw(Column::disposition), text("NO_ANSWER"));
    EXPECT_EQ(raw(Column::missed_reason), text("abandoned_in_queue"));
    EXPECT_EQ(raw(Column::recorded), text("false"));
    EXPECT_EQ(raw(Column::hangup_text), text("The caller hung up before anybody answered."));
}

TEST_F(CallRowTest, what_a_call_does_not_have_is_empty) {
    for (const ColumnText& column : column_texts()) {
        const bool is_said = column.column == Column::recorded;
        EXPECT_EQ(cell(column.column, "{}") == Cell(), !is_said) << column.name;
    }
    EXPECT_EQ(cell(Column::mos, R"({"qos":null})"), Cell());
}

TEST_F(CallRowTest, a_value_that_nobody_has_a_word_for_stays_as_it_is) {
    EXPECT_EQ(cell(Column::direction, R"({"direction":"sideways"})"), text("sideways"));
    EXPECT_EQ(cell(Column::disposition, R"({"disposition":"NEW"})"), text("NEW"));
    EXPECT_EQ(cell(Column::hangup_text, R"({"hangup_cause":"NEW"})"), Cell());
    EXPECT_EQ(cell(Column::agent, R"({"ext_number":"1003"})"), text("1003"));
    EXPECT_EQ(cell(Column::store, R"({"store_id":"s-2"})"), Cell());
}

TEST(Words, every_heading_is_said_in_every_language) {
    for (const Language language : {Language::italian, Language::english}) {
        for (const ColumnText& column : column_texts())
            EXPECT_NE(Words::of(language).say(column.heading), "") << column.name;
        EXPECT_NE(Words::of(language).explain("USER_BUSY"), "");
    }
    EXPECT_THROW(Words::of(Language::italian).say("nothing"), base::Bug);
}

TEST(Columns, are_found_by_their_names) {
    for (const ColumnText& column : column_texts()) {
        EXPECT_EQ(column_of(column.name), column.column);
        EXPECT_EQ(text_of(column.column).name, column.name);
    }
    EXPECT_EQ(column_of("queue"), std::nullopt);
}

}  // namespace
}  // namespace w3::exports
