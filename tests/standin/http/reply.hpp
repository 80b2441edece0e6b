#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <boost/json/value.hpp>

namespace triand::standin {

// One HTTP answer.
struct Reply {
  unsigned status = 200;
  std::string body;
  std::string content_type = "application/json";
  std::vector<std::pair<std::string, std::string>> headers;
  // Set for a long answer: called until it returns an empty piece, each piece sent as a chunk after `body`.
  std::function<std::string()> more;
};

[[nodiscard]] Reply json_reply(const boost::json::value& value, unsigned status = 200);

// The status line, the headers and the body (the first chunk only, when there is `more`), ready to be written.
[[nodiscard]] std::string to_wire(const Reply& reply, bool keep_alive);

// Where the body starts in what to_wire() made.
[[nodiscard]] std::size_t body_offset(const std::string& wire);

// One piece as a chunk of a chunked body; an empty piece makes the closing chunk.
[[nodiscard]] std::string to_chunk(const std::string& piece);

}  // namespace triand::standin
