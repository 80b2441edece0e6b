#pragma once

#include <string>

#include "daemon/ctl/session.hpp"

namespace triand::ctl {

struct TailOptions {
  bool follow = false;
  std::string channel;
  std::string state;
};

// `deliveries tail`: prints the latest changes, and with `follow` all further ones until the user interrupts.
int tail_deliveries(Session& session, const TailOptions& options);

}  // namespace triand::ctl
