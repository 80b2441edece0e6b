#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "tests/standin/ledger/ledger.hpp"
#include "tests/standin/rules/rule_book.hpp"
#include "tests/standin/service/plan.hpp"
#include "tests/standin/service/receipt_counts.hpp"
#include "tests/standin/service/settings.hpp"
#include "tests/standin/sms/esms.hpp"
#include "tests/standin/sms/sms_gateways.hpp"
#include "tests/standin/smtp/smtp_host.hpp"
#include "tests/standin/website/portal.hpp"
#include "tests/standin/zalo/zalo.hpp"
#include "tests/standin/zalo/zalo_tokens.hpp"

namespace triand::standin {

// All imitated gateways behind one address, their common ledger and rules. Decides everything and does no I/O.
// Not thread-safe; it lives on the thread of the servers.
class Service : public SmtpHost {
 public:
  // `salt` keeps provider ids and tokens of different runs apart.
  Service(Settings settings, std::uint64_t salt);

  // Asked when only the head of a request is known. A request that is to be reset is counted here and must not be
  // handed to handle().
  struct HeadDecision {
    bool reset = false;              // the connection, without reading on
    std::optional<Actions> actions;  // decided already: to be handed to handle() with the whole request
  };
  [[nodiscard]] HeadDecision decide_by_head(const Request& head);

  // Answers one request and records what it did.
  [[nodiscard]] Plan handle(const Request& request, TimePoint now,
                            std::optional<Actions> decided = std::nullopt);

  // The receipt that was planned, made when it is due.
  [[nodiscard]] std::optional<Receipt> receipt(const PlannedReceipt& planned, TimePoint now);

  [[nodiscard]] std::optional<Action> recipient_named(const std::string& address) override;
  void mail_accepted(const std::vector<std::string>& recipients, std::string_view raw,
                     const std::string& queue_id) override;

  // Forgets all messages, in the ledger and in every gateway.
  void forget();

  [[nodiscard]] const Settings& settings() const { return settings_; }
  [[nodiscard]] ZaloSettings& zalo_settings() { return settings_.zalo; }
  [[nodiscard]] Ledger& ledger() { return ledger_; }
  [[nodiscard]] RuleBook& rules() { return rules_; }
  [[nodiscard]] Zalo& zalo() { return zalo_; }
  [[nodiscard]] ZaloTokens& tokens() { return tokens_; }
  [[nodiscard]] const Portal& portal() const { return portal_; }
  [[nodiscard]] ReceiptCounts& receipts() { return receipts_; }

 private:
  [[nodiscard]] Plan handle_message(Channel channel, const Request& request, TimePoint now,
                                    std::optional<Actions> decided);
  [[nodiscard]] Actions decide(Channel channel, const Request& request);
  void plan_event(const Request& request, TimePoint now, Plan& plan);
  // The gateways' other calls and the stand-in's own pages.
  [[nodiscard]] Reply handle_query(const Request& request, TimePoint now);
  // By what was asked, or by who took a message.
  [[nodiscard]] Gateway& gateway(Channel channel, const Request& request);
  [[nodiscard]] Gateway& gateway(const Message& message);
  [[nodiscard]] Gateway& gateway(Channel channel);

  Settings settings_;
  Ledger ledger_;
  RuleBook rules_;
  ReceiptCounts receipts_;
  Esms esms_;
  SmsGateways sms_;
  ZaloTokens tokens_;
  Zalo zalo_;
  Portal portal_;
  std::uint64_t count_ = 0;
};

// The gateway a request is for, by method and path; none for queries and the stand-in's own pages.
[[nodiscard]] std::optional<Channel> channel_of(const Request& request);

}  // namespace triand::standin
