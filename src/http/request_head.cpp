#include "http/request_head.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>

#include <limits>

namespace http {

std::optional<RequestHead> parse_request_head(std::string_view bytes) {
    namespace beast = boost::beast;
    beast::http::request_parser<beast::http::empty_body> parser;
    parser.header_limit(std::numeric_limits<std::uint32_t>::max());
    parser.body_limit(boost::none);  // lengths are admission's business
    beast::error_code error;
    parser.put(boost::asio::buffer(bytes.data(), bytes.size()), error);
    if (error || !parser.is_header_done()) return std::nullopt;

    const auto& message = parser.get();
    RequestHead head;
    head.method = message.method_string();
    head.target = message.target();
    head.minor_version = static_cast<int>(message.version() % 10);
    for (const auto& field : message) {
        head.fields.emplace_back(field.name_string(), field.value());
    }
    return head;
}

}  // namespace http
