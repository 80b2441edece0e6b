#pragma once

#include <chrono>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "channels/sms/body_template.hpp"
#include "channels/sms/phone_form.hpp"
#include "channels/sms/receipt_rules.hpp"
#include "channels/sms/reply_rules.hpp"
#include "config/problem.hpp"

namespace triand::channels {

// A gateway as its file describes it (gateways/NAME.yaml): how a message is asked for, how the answer and the later
// report are read. Immutable once loaded.
struct Description {
  struct Header {
    std::string name;
    PlaceholderText value;
  };

  std::string endpoint;  // base address without a final '/'
  std::string path;
  PhoneForm phone = PhoneForm::national;
  std::vector<Header> headers;
  BodyTemplate body;
  ReplyRules reply;
  ReceiptRules receipt;
  // How long the gateway refuses a reference that it has seen; zero: it does not.
  std::chrono::milliseconds recognises{0};

  // Null when there was a fault; all of them are in `problems`, with their lines.
  static std::shared_ptr<const Description> load(const std::string& path, config::Problems& problems);

  [[nodiscard]] bool uses(Placeholder name) const;
  [[nodiscard]] std::set<std::string> credentials() const;
};

// What is wrong with a base address, or empty: http or https, a host, and nothing behind the path.
[[nodiscard]] std::string endpoint_fault(const std::string& endpoint);

}  // namespace triand::channels
