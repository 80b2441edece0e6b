#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "daemon/ctl/client.hpp"
#include "daemon/ctl/world.hpp"

namespace triand::ctl {

// The options that every command takes, before or after it.
struct Globals {
  std::string socket;
  bool json = false;
  bool no_color = false;
  bool yes = false;
  bool quiet = false;
};

// One run of trianctl: what the user asked for, and the ways to answer.
class Session {
 public:
  explicit Session(World& world) : world_(world) {}

  Globals globals;
  // Set by the command that the user chose; returns the exit code.
  std::function<int()> action;

  [[nodiscard]] World& world() { return world_; }
  [[nodiscard]] std::ostream& out() { return world_.out; }
  // The service; reached when it is first asked for.
  [[nodiscard]] Client& client();

  // Prints the document with --json, else lets `view` print it for people.
  void show(const boost::json::object& document, const std::function<void()>& view);
  // A remark for people on standard error; not with --quiet, and not with --json, where a program reads.
  void note(std::string_view text);
  [[nodiscard]] bool progress() const { return world_.err_terminal && !globals.quiet; }

  // The text in a colour, if standard output is a terminal that shows them.
  [[nodiscard]] std::string colored(std::string_view text, std::string_view color) const;
  // A state in the colour of its meaning.
  [[nodiscard]] std::string state(std::string_view word) const;

  // Standard input to its end.
  [[nodiscard]] std::string standard_input();
  // Waits; throws when the user interrupts.
  void pause(std::chrono::milliseconds time);

 private:
  World& world_;
  std::optional<Client> client_;
};

}  // namespace triand::ctl
