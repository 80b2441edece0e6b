#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "channels/channel.hpp"
#include "channels/sms/answer.hpp"
#include "channels/sms/receipt_signature.hpp"
#include "channels/sms/report_rules.hpp"
#include "config/block.hpp"
#include "config/secret.hpp"

namespace triand::channels {

// How a gateway's delivery report is read: the `receipt` group of its description.
class ReceiptRules {
 public:
  // `format: none` and an absent group mean that the gateway never reports.
  static ReceiptRules read(config::Block& description);

  [[nodiscard]] bool reports() const { return format_ != Format::none; }
  // Whether a report names the message by our reference, not only by the gateway's own id.
  [[nodiscard]] bool names_reference() const { return reports() && !reference_.empty(); }
  [[nodiscard]] bool is_signed() const { return signature_.has_value(); }
  void collect_credentials(std::set<std::string>& names) const;

  // A request without an id and without a reference, or without the status field, is a fault; one that is about
  // something else (`only`) has no receipts. The address and the credentials are for the signature, `tag_key` is for
  // phone_tag().
  [[nodiscard]] WebhookResult receive(const WebhookRequest& request, const std::string& webhook_url = {},
                                      const std::map<std::string, config::Secret>& credentials = {},
                                      std::string_view tag_key = {}) const;

 private:
  enum class Format { none, query, json, form };
  [[nodiscard]] WebhookResult read_reports(const WebhookRequest& request, std::string_view tag_key) const;
  // False: `result` has a fault.
  [[nodiscard]] bool take(const Answer& answer, const Answer& query, std::string_view tag_key,
                          WebhookResult& result) const;

  Format format_ = Format::none;
  std::string id_;
  std::string phone_;  // one id for a whole batch: ours is the two together
  std::string reference_;
  std::string list_;  // JSON: path of the list of reports; empty: one report
  std::optional<Condition> only_;
  ReportRules rules_;
  std::optional<ReceiptSignature> signature_;
};

}  // namespace triand::channels
