#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include <boost/json/array.hpp>

#include "tests/standin/sms/sms_gateway.hpp"
#include "tests/standin/sms/sms_settings.hpp"

namespace triand::standin {

// SpeedSMS: Basic "token:x", a list of telephones with one text, one tranId for all; telephones that are none are named
// in `invalidPhone` of a success; of which a rule says 105, in that of a refusal of the whole request. More requests than its limit get 429 and X-Rate-Limit-Reset in seconds. Reports are
// POSTed to the account's one address.
class SpeedSms : public SmsGateway {
 public:
  explicit SpeedSms(SmsSettings settings) : settings_(std::move(settings)) {}

  [[nodiscard]] std::string_view name() const override { return "speedsms"; }
  [[nodiscard]] bool takes(const Request& request) const override;
  [[nodiscard]] std::optional<Reply> other(const Request& request, TimePoint now) override;
  [[nodiscard]] std::vector<Subject> subjects(const Request& request) const override;
  [[nodiscard]] Answer answer(const Request& request, const Actions& actions, TimePoint now) override;
  [[nodiscard]] std::optional<Receipt> receipt(const Message& message, ReceiptKind kind,
                                               TimePoint now) override;

 private:
  [[nodiscard]] static boost::json::array refused_for(const std::vector<std::string>& to,
                                                      const Actions& actions);
  [[nodiscard]] bool authorised(const Request& request) const;
  [[nodiscard]] std::optional<Reply> too_many(TimePoint now);

  SmsSettings settings_;
  std::deque<TimePoint> requests_;
  std::uint64_t last_id_ = 123455;
};

}  // namespace triand::standin
