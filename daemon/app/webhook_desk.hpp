#pragma once

#include <string>

#include "daemon/app/campaign_basis.hpp"
#include "daemon/app/log.hpp"
#include "daemon/app/settings.hpp"
#include "daemon/receipts/receipt_desk.hpp"
#include "daemon/server/router.hpp"

namespace triand::app {

// Takes the gateways' calls: /webhooks/CHANNEL for those that sign, /webhooks/CHANNEL/SECRET for those that cannot.
// Whatever does not prove where it came from is refused and counted. Network thread; all it refers to outlives it.
class WebhookDesk {
 public:
  WebhookDesk(const Settings& settings, const ChannelRows& rows, receipts::ReceiptDesk& desk, EventLog log)
      : settings_(settings), rows_(rows), desk_(desk), log_(log) {}

  void add_routes(server::Router& router);

 private:
  void take(const server::Request& request, const std::string& secret, const server::Reply& reply);
  [[nodiscard]] const ChannelSettings* named(const std::string& channel) const;

  const Settings& settings_;
  const ChannelRows& rows_;
  receipts::ReceiptDesk& desk_;
  EventLog log_;
};

}  // namespace triand::app
