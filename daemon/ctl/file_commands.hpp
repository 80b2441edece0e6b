#pragma once

#include <CLI/CLI.hpp>

#include "daemon/ctl/session.hpp"

namespace triand::ctl {

// The commands of other groups that write what the service has made into a file.
void add_delivery_export(CLI::App& deliveries, Session& session);
void add_campaign_report(CLI::App& campaign, Session& session);

}  // namespace triand::ctl
