#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

namespace triand::ctl {

// One request to the service.
struct Call {
  std::string method = "GET";
  std::string target;  // path and query, encoded
  std::string body;
  std::string content_type = "application/json";
  std::string file;  // not empty: its bytes are the body, however large it is
  std::function<void(std::int64_t sent, std::int64_t total)> on_sent;  // of a file
  std::function<void(std::string_view piece)> on_piece;                // takes the answer's body as it comes
};

// Talks HTTP to the service over its control socket and waits for the answer. Everything that is not a success is
// a Failure: the service's own error document, or what kept us from getting one.
class Client {
 public:
  Client(std::string socket_path, std::function<bool()> interrupted);

  // The answer's body; empty when `on_piece` took it.
  std::string send(const Call& call);
  // The answer's document, parsed.
  boost::json::object ask(const Call& call);
  boost::json::object get(const std::string& target);
  boost::json::object post(const std::string& target, const boost::json::object& body = {});

 private:
  std::string path_;
  std::function<bool()> interrupted_;
};

}  // namespace triand::ctl
