#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace triand::channels {

// What a channel is given: whom, what, and the reference that names it towards the world. All text is NFC UTF-8
// and already filled; a channel reads the fields of its own message form and ignores the others.
struct Envelope {
  std::string reference;  // at most 32 letters and digits, the same on every try
  std::string
      to;  // E.164 with '+' (telephone), addr-spec (email), address as it came (letter), customer code
  std::string text;         // sms, letter (paragraphs, **bold**), website notice, plain part of an email
  std::string subject;      // email subject, website title
  std::string html;         // email: the HTML part, or empty
  std::string template_id;  // zalo
  // zalo: parameter and value, in the file's order; exec: the customer's columns
  std::vector<std::pair<std::string, std::string>> data;

  std::string campaign;        // "tri-an-2026"
  std::string customer_code;   //
  std::string recipient_name;  // full name
  std::string province;        // letter: sorting and the address block
  std::string unit_name;       // letter: the sender's line
  std::string language;        // "vi" or "en"
  std::int64_t version =
      1;  // grows when it is handed over anew, for gateways that keep the newest of what they get
  // Nothing may arrive after this: the hours in which it may be sent end. Nothing: no such end (a test message).
  std::optional<std::chrono::system_clock::time_point> deliver_until = {};
  bool test = false;  // a test message to ourselves: marked where the channel can mark it
};

}  // namespace triand::channels
