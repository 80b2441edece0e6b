#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "tests/standin/gateway.hpp"

namespace triand::standin {

// A customer website that takes notices: POST /notices with `notices` in the document or in its `data` (an array, or
// a single notice), answered with one result for each. Keeps one copy of each notice_id: the same or an older
// version is a `duplicate`, a newer one takes its place, one that is withdrawn is shown to nobody. With a
// secret the Standard Webhooks signature is checked. With a webhook it tells, signed by the same secret, what was seen.
class Portal : public Gateway {
 public:
  // An empty secret: signatures are not looked at. An empty webhook: nothing is told.
  explicit Portal(std::string secret, std::string webhook = "");

  // One subject a notice: the address is the customer code, the reference the notice_id.
  [[nodiscard]] std::vector<Subject> subjects(const Request& request) const override;
  [[nodiscard]] Answer answer(const Request& request, const Actions& actions, TimePoint now) override;
  // The event `notice.seen`; a portal never tells that something was not seen.
  [[nodiscard]] std::optional<Receipt> receipt(const Message& message, ReceiptKind kind,
                                               TimePoint now) override;
  void forget() override { notices_.clear(); }

  // What it keeps, by notice_id: an array of {notice_id, version, withdrawn, customer_code, title, body}.
  [[nodiscard]] boost::json::array kept() const;

 private:
  // "accepted", "duplicate", or "rejected" with a reason.
  [[nodiscard]] boost::json::object take(const boost::json::object& notice, bool withdraws,
                                         const Action* action, Answer& answer);

  struct Kept {
    std::int64_t version = 0;
    bool withdrawn = false;
    Message message;
  };

  std::string secret_;
  std::string webhook_;
  std::map<std::string, Kept> notices_;
  std::uint64_t told_ = 0;
};

}  // namespace triand::standin
