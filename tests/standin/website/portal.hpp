#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include <boost/json/object.hpp>

#include "tests/standin/gateway.hpp"

namespace triand::standin {

// A customer website that takes notices: POST /notices with `notices` in the document or in its `data` (an array, or
// a single notice), answered with one result for each. Keeps one copy of each notice_id: the same or an older
// version is a `duplicate`, a newer one takes its place. With a secret the Standard Webhooks signature is checked.
class Portal : public Gateway {
 public:
  // An empty secret: signatures are not looked at.
  explicit Portal(std::string secret);

  // One subject a notice: the address is the customer code, the reference the notice_id.
  [[nodiscard]] std::vector<Subject> subjects(const Request& request) const override;
  [[nodiscard]] Answer answer(const Request& request, const Actions& actions, TimePoint now) override;
  [[nodiscard]] std::optional<Receipt> receipt(const Message&, ReceiptKind, TimePoint) override { return {}; }
  void forget() override { versions_.clear(); }

 private:
  // "accepted", "duplicate", or "rejected" with a reason.
  [[nodiscard]] boost::json::object take(const boost::json::object& notice, const Action* action,
                                         Answer& answer);

  std::string secret_;
  std::unordered_map<std::string, std::int64_t> versions_;
};

}  // namespace triand::standin
