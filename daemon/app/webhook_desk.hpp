#pragma once

#include <functional>
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
  // What a gateway said of the account or a template, about a channel's row.
  using Heed = std::function<void(std::int64_t channel, const channels::GatewayNotice& notice)>;

  WebhookDesk(const Settings& settings, const ChannelRows& rows, receipts::ReceiptDesk& desk, Heed heed,
              EventLog log)
      : settings_(settings), rows_(rows), desk_(desk), heed_(std::move(heed)), log_(log) {}

  void add_routes(server::Router& router);

 private:
  void take(const server::Request& request, const std::string& secret, const server::Reply& reply);
  [[nodiscard]] const ChannelSettings* named(const std::string& channel) const;

  const Settings& settings_;
  const ChannelRows& rows_;
  receipts::ReceiptDesk& desk_;
  Heed heed_;
  EventLog log_;
};

}  // namespace triand::app
