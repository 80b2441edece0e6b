#include "daemon/ctl/session.hpp"

#include <istream>
#include <iterator>
#include <ostream>

#include <boost/json/serialize.hpp>

#include "daemon/ctl/failure.hpp"
#include "daemon/ctl/socket_path.hpp"
#include "daemon/ctl/text.hpp"

namespace triand::ctl {
namespace {

constexpr std::string_view kRed = "31";
constexpr std::string_view kGreen = "32";
constexpr std::string_view kYellow = "33";

}  // namespace

Client& Session::client() {
  if (!client_) client_.emplace(socket_path(globals.socket, world_), world_.interrupted);
  return *client_;
}

void Session::show(const boost::json::object& document, const std::function<void()>& view) {
  if (globals.json) {
    world_.out << boost::json::serialize(document) << '\n';
  } else {
    view();
  }
  world_.out.flush();
}

void Session::note(std::string_view text) {
  if (!globals.quiet && !globals.json) world_.err << text << std::endl;
}

std::string Session::colored(std::string_view text, std::string_view color) const {
  const bool wanted = world_.out_terminal && !globals.no_color && !world_.environment("NO_COLOR");
  if (!wanted || color.empty()) return std::string(text);
  return "\x1b[" + std::string(color) + "m" + std::string(text) + "\x1b[0m";
}

std::string Session::state(std::string_view word) const {
  std::string_view color;
  if (word == "running" || word == "delivered" || word == "ready" || word == "finished") color = kGreen;
  if (word == "paused" || word == "in_doubt" || word == "held" || word == "planned") color = kYellow;
  if (word == "failed" || word == "stopped" || word == "cancelled") color = kRed;
  return colored(harmless(words_of(word)), color);
}

std::string Session::standard_input() {
  std::string text(std::istreambuf_iterator<char>(world_.in), {});
  if (world_.interrupted()) throw interruption("");
  return text;
}

void Session::pause(std::chrono::milliseconds time) {
  if (!world_.interrupted()) world_.pause(time);
  if (world_.interrupted()) throw interruption("");
}

}  // namespace triand::ctl
