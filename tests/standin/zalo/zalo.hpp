#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "tests/standin/gateway.hpp"
#include "tests/standin/zalo/zalo_settings.hpp"
#include "tests/standin/zalo/zalo_tokens.hpp"
#include "tests/standin/zalo/zalo_webhook.hpp"

namespace triand::standin {

// Zalo's template messages (ZNS / ZBS) on business.openapi.zalo.me: POST /message/template and
// /message/template/hashphone. HTTP 200 always, `error` tells; a repeated tracking_id is a second message. Checks:
// body (-122, -121), token (-124), proof (-1241), template (-109 -131 -146), parameters, tracking_id (-132),
// telephone (-108), development mode (-127), magic telephones, night (-133), quota (-144, -147), balance (-115).
class Zalo : public Gateway {
 public:
  // `settings` and `tokens` must outlive this.
  Zalo(const ZaloSettings& settings, ZaloTokens& tokens, std::uint64_t salt);

  [[nodiscard]] std::vector<Subject> subjects(const Request& request) const override;
  [[nodiscard]] Answer answer(const Request& request, const Actions& actions, TimePoint now) override;
  // Only arrivals are reported; a message that never arrives stays silent.
  [[nodiscard]] std::optional<Receipt> receipt(const Message& message, ReceiptKind kind,
                                               TimePoint now) override;
  void forget() override;

  // GET /message/quota, /message/status, /quality, /template/info/v2, /template/all and POST /rating/get, all behind the
  // access token.
  [[nodiscard]] Reply quota(const Request& request, TimePoint now);
  [[nodiscard]] Reply status(const Request& request, TimePoint now) const;
  [[nodiscard]] Reply template_details(const Request& request, TimePoint now) const;
  [[nodiscard]] Reply template_list(const Request& request, TimePoint now) const;
  [[nodiscard]] Reply quality(const Request& request, TimePoint now) const;
  [[nodiscard]] Reply ratings(const Request& request, TimePoint now) const;

  // A customer's rating is remembered for ratings() when its event is made.
  void remember_rating(boost::json::object rating) { ratings_.push_back(std::move(rating)); }

  void set_webhook(ZaloWebhook webhook) { webhook_ = std::move(webhook); }
  [[nodiscard]] const ZaloWebhook& webhook() const { return webhook_; }

 private:
  // The error code a request earns, or 0.
  [[nodiscard]] int judge(const Request& request, const boost::json::object& fields, TimePoint now);
  [[nodiscard]] int judge_caller(const Request& request, TimePoint now) const;
  [[nodiscard]] int judge_message(const boost::json::object& fields) const;
  [[nodiscard]] int judge_telephone(const Request& request, const boost::json::object& fields) const;
  [[nodiscard]] int judge_account(const boost::json::object& fields, TimePoint now);
  [[nodiscard]] VietnamTime vietnam(TimePoint now) const;
  [[nodiscard]] std::optional<ZaloTemplate> find_template(const std::string& id) const;
  [[nodiscard]] std::int64_t remaining_quota(TimePoint now);
  [[nodiscard]] Reply success(const Message& message, const boost::json::object& fields, TimePoint now);

  const ZaloSettings& settings_;
  ZaloTokens& tokens_;
  ZaloWebhook webhook_;
  std::uint64_t salt_;
  std::uint64_t count_ = 0;
  std::int64_t quota_day_ = 0;
  std::int64_t sent_today_ = 0;
  std::int64_t sent_ = 0;
  std::unordered_map<std::string, std::int64_t> sent_by_template_;  // today
  boost::json::array ratings_;
  std::unordered_map<std::string, TimePoint> arrivals_;  // by msg_id; the epoch until it has arrived
};

}  // namespace triand::standin
