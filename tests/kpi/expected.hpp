#pragma once

#include "asker.hpp"
#include "drilldown.hpp"
#include "question.hpp"
#include "records.hpp"

#include <boost/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace edgvoip::oracle {

/// The answer by the definitions alone. In the body the links of a drilldown are places in `links`.
struct Expected {
    int status = 200;
    boost::json::object body;
    std::vector<Link> links;
};

/// The answer to a question of that asker; `records` are those of the asker's tenant.
Expected expected_answer(const Records& records, const Asker& asker, const Question& question);

/// The same, an endpoint each; what the body carries everywhere is not in it.
Expected expected_summary(const Records& records, const Asker& asker, const Question& question);
Expected expected_by_store(const Records& records, const Asker& asker, const Question& question);
Expected expected_by_agent(const Records& records, const Asker& asker, const Question& question);
Expected expected_missed(const Records& records, const Asker& asker, const Question& question);
Expected expected_qos(const Records& records, const Asker& asker, const Question& question);
Expected expected_series(const Records& records, const Asker& asker, const Question& question);
Expected expected_heatmap(const Records& records, const Asker& asker, const Question& question);

/// A text, or null when it is empty.
boost::json::value text_or_null(const std::string& text);
/// A store's id, or null.
boost::json::value id_or_null(const std::optional<base::StoreId>& store);

/// Puts one page of a list into the body.
void put_page(boost::json::object& body, const boost::json::array& all, const Question& question);

/// In the order of the lists: the directory's stores, those that it does not know by id, then none.
std::vector<std::optional<base::StoreId>> stores_in_order(const Records& records,
                                                          const Calls& calls);
/// All extensions of the directory and of the calls, by length, then by text; then none.
std::vector<std::string> exts_in_order(const Records& records, const Calls& calls);

}  // namespace edgvoip::oracle
