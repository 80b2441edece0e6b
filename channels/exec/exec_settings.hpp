#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "channels/address_kind.hpp"
#include "channels/exec/command_line.hpp"
#include "config/block.hpp"
#include "config/secret.hpp"
#include "templates/message_form.hpp"

namespace triand::channels::exec {

// One channel of kind exec, read and checked. Immutable.
struct ExecSettings {
  Words command;       // the program's path and what it is given
  std::string folder;  // the config file's: where the program runs, and what relative paths start from
  // NAME=value: the few harmless variables of our own that a program needs, and those of the config. Nothing else of
  // our environment is handed on.
  std::vector<config::Secret> environment;
  AddressKind address = AddressKind::telephone;
  templates::MessageForm form = templates::MessageForm::text;
  std::chrono::milliseconds timeout{10'000};

  // Null when there was a problem.
  static std::shared_ptr<const ExecSettings> read(config::Block& block, config::Problems& problems);
};

}  // namespace triand::channels::exec
