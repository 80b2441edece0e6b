#include "daemon/ctl/password.hpp"

#include <algorithm>
#include <utility>

#include "daemon/ctl/failure.hpp"
#include "daemon/ctl/text.hpp"

namespace triand::ctl {
namespace {

Failure unusable(std::string message, std::string hint) {
  return {kUsage, "bad-password", std::move(message), std::move(hint)};
}

std::string asked(World& world, const std::string& prompt) {
  std::string typed = world.ask_secret(prompt);
  if (world.interrupted()) throw interruption("nothing was changed");
  return typed;
}

std::string typed_twice(World& world, const std::string& account) {
  std::string first = asked(world, "New password of " + harmless(account) + ": ");
  if (first.empty()) throw unusable("no password was typed", "nothing was changed");
  if (asked(world, "The same again: ") != first)
    throw unusable("the two passwords are not the same", "nothing was changed; try again");
  return first;
}

// The next line of a text, taken off it, without its end.
std::string next_line(std::string& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string line = text.substr(0, end);
  text.erase(0, end + 1);
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

}  // namespace

std::string new_password(Session& session, const std::string& account) {
  if (session.world().in_terminal) return typed_twice(session.world(), account);
  std::string text = session.standard_input();
  std::string password = next_line(text);
  if (password.empty())
    throw unusable("standard input holds no password",
                   "write it there, or say --no-password for a user of this system");
  if (!text.empty() && (next_line(text) != password || !text.empty()))
    throw unusable("standard input holds more than a password", "write one line, or the same line twice");
  return password;
}

}  // namespace triand::ctl
