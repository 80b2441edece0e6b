#include "tests/standin/http/reply.hpp"

#include <fmt/format.h>
#include <boost/beast/http/status.hpp>
#include <boost/json/serialize.hpp>

namespace triand::standin {

Reply json_reply(const boost::json::value& value, unsigned status) {
  Reply reply;
  reply.status = status;
  reply.body = boost::json::serialize(value);
  return reply;
}

std::string to_wire(const Reply& reply, bool keep_alive) {
  auto reason = boost::beast::http::obsolete_reason(boost::beast::http::int_to_status(reply.status));
  std::string wire = fmt::format("HTTP/1.1 {} {}\r\nContent-Type: {}\r\n", reply.status,
                                 std::string_view(reason.data(), reason.size()), reply.content_type);
  for (const auto& [name, value] : reply.headers) wire += fmt::format("{}: {}\r\n", name, value);
  if (!keep_alive) wire += "Connection: close\r\n";
  if (reply.more)
    return wire + "Transfer-Encoding: chunked\r\n\r\n" + (reply.body.empty() ? "" : to_chunk(reply.body));
  wire += fmt::format("Content-Length: {}\r\n\r\n", reply.body.size());
  return wire + reply.body;
}

std::size_t body_offset(const std::string& wire) { return wire.find("\r\n\r\n") + 4; }

std::string to_chunk(const std::string& piece) { return fmt::format("{:x}\r\n{}\r\n", piece.size(), piece); }

}  // namespace triand::standin
