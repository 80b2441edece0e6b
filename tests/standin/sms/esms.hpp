#pragma once

#include <cstdint>
#include <regex>
#include <string>
#include <unordered_map>

#include <boost/json/object.hpp>

#include "tests/standin/gateway.hpp"
#include "tests/standin/sms/esms_settings.hpp"

namespace triand::standin {

// eSMS.vn, customer-care SMS: one telephone a request, HTTP 200 always, CodeResult tells. The vendor does not
// document the order of its checks; here: shape (99), keys (101), type (301, 118), RequestId (110 over 50
// characters, 124 within 24 hours), brandname (104), telephone (108), carrier (177), template (146).
class Esms : public Gateway {
 public:
  // `salt` keeps SMSIDs of different runs apart. Throws std::regex_error for a bad template pattern.
  Esms(EsmsSettings settings, std::uint64_t salt);

  [[nodiscard]] std::vector<Subject> subjects(const Request& request) const override;
  [[nodiscard]] Answer answer(const Request& request, const Actions& actions, TimePoint now) override;
  [[nodiscard]] std::optional<Receipt> receipt(const Message& message, ReceiptKind kind,
                                               TimePoint now) override;
  void forget() override;

  // GetBalance_json: checks the keys, answers a fixed balance.
  [[nodiscard]] Reply balance(const Request& request) const;

 private:
  [[nodiscard]] bool authorised(const boost::json::object& fields) const;
  // The CodeResult this request earns; "100" when it is taken.
  [[nodiscard]] std::string judge(const boost::json::object& fields, TimePoint now) const;
  [[nodiscard]] std::string judge_content(const boost::json::object& fields) const;
  [[nodiscard]] std::string next_id();

  EsmsSettings settings_;
  std::regex template_;
  std::uint64_t salt_;
  std::uint64_t count_ = 0;
  std::unordered_map<std::string, TimePoint> request_ids_;
};

// 0 and nine digits with a mobile prefix for `0…` and `84…` in the forms eSMS takes; empty for others (`+84` too).
[[nodiscard]] std::string esms_national_number(std::string_view phone);

}  // namespace triand::standin
