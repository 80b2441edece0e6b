#pragma once

#include <chrono>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>

namespace triand::ctl {

// What a run of trianctl needs of the world, so that a test can be the world. Everything outlives the run.
struct World {
  std::istream& in;
  std::ostream& out;  // data
  std::ostream& err;  // everything else
  bool in_terminal = false;
  bool out_terminal = false;
  bool err_terminal = false;
  std::function<std::optional<std::string>(const std::string& name)> environment = {};
  std::string config = "/etc/triand/triand.yaml";  // where `control_socket:` is looked up
  std::string program_folder = {};                 // where trianctl itself lies
  std::string folder = ".";                        // where files without a path of their own go
  // Waits; may end early when the user interrupts.
  std::function<void(std::chrono::milliseconds)> pause = {};
  // At a terminal: a line that is not shown while it is typed; empty when the user gives up.
  std::function<std::string(const std::string& prompt)> ask_secret = {};
  // Whether the user has pressed Ctrl-C. Asked at least twice a second while waiting.
  std::function<bool()> interrupted = {};
};

}  // namespace triand::ctl
