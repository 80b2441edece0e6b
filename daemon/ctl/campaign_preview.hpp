#pragma once

#include <string>

#include "daemon/ctl/session.hpp"

namespace triand::ctl {

// What `campaign preview` was asked for.
struct PreviewOptions {
  std::string customer;
  std::string channel;
  int samples = 0;     // 0: one customer
  std::string folder;  // where to write each message; empty: nowhere
};

// Shows the messages of a campaign (its path in the API), and writes them.
int preview_campaign(Session& session, const std::string& campaign, const PreviewOptions& options);

}  // namespace triand::ctl
