#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "channels/sms/auth_rules.hpp"
#include "channels/sms/body_template.hpp"
#include "channels/sms/limit_rules.hpp"
#include "channels/sms/phone_form.hpp"
#include "channels/sms/poll_rules.hpp"
#include "channels/sms/receipt_rules.hpp"
#include "channels/sms/reply_rules.hpp"
#include "config/block.hpp"
#include "config/problem.hpp"

namespace triand::channels {

// A gateway as its file describes it (gateways/NAME.yaml): how a message is asked for, how the answer and the later
// report are read. Immutable once loaded.
struct Description {
  struct Header {
    std::string name;
    PlaceholderText value;
  };
  // SOAP 1.1: what stands around the operation's elements.
  struct Soap {
    std::string before;
    std::string after;
  };
  // Several messages in one request.
  struct Batch {
    std::size_t max = 1;
    std::chrono::milliseconds wait{50};  // for the next message
  };

  std::string endpoint;  // base address without a final '/'
  PlaceholderText path;
  bool get = false;  // the values are the query of a GET
  BodyFormat format = BodyFormat::json;
  std::string field;  // the form field that carries an XML document; empty: the document is the body
  std::optional<Soap> soap;
  PhoneForm phone = PhoneForm::national;
  std::string unicode_words[2] = {"0", "1"};  // what ${unicode} writes for GSM-7 and for UCS-2
  std::vector<Header> headers;
  BodyTemplate body;
  Batch batch;
  std::optional<config::Rate> pacing;  // of requests
  AuthRules auth;
  ReplyRules reply;
  ReceiptRules receipt;
  PollRules poll;
  templates::SmsLimits limits;
  // How long the gateway refuses a reference that it has seen; zero: it does not.
  std::chrono::milliseconds recognises{0};

  // Null when there was a fault; all of them are in `problems`, with their lines.
  static std::shared_ptr<const Description> load(const std::string& path, config::Problems& problems);
  // The same from text; `name` stands for the file in problems.
  static std::shared_ptr<const Description> parse(std::string_view text, const std::string& name,
                                                  config::Problems& problems);

  [[nodiscard]] bool uses(Placeholder name) const;
  [[nodiscard]] std::set<std::string> credentials() const;
  // Whether later words name messages by the gateway's id alone.
  [[nodiscard]] bool reports_by_id_alone() const;
  // The document in the form that a request carries it.
  [[nodiscard]] std::string wrapped(std::string document) const;
  // Of the request's body; empty where there is none.
  [[nodiscard]] std::string content_type() const;
};

// What is wrong with a base address, or empty: http or https, a host, and nothing behind the path.
[[nodiscard]] std::string endpoint_fault(const std::string& endpoint);

}  // namespace triand::channels
