#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "channels/email/settings.hpp"
#include "channels/envelope.hpp"
#include "channels/outcome.hpp"

namespace triand::channels::email {

// One message ready for the wire.
struct Message {
  std::string sender;     // envelope sender, without <>
  std::string recipient;  // envelope recipient, without <>
  std::string bytes;      // headers and body in CRLF lines; dots are stuffed on the way
};

// Either a message or the reason why there is none.
struct Composition {
  std::optional<Message> message;
  Outcome refusal;  // when there is no message
};

// How a message names itself where its recipient answers: in its envelope sender and in its List-Unsubscribe header.
struct WaysBack {
  std::string sender;       // envelope sender
  std::string unsubscribe;  // address of a page or a mailto address; empty: none
};

// Both signed with `key`, the database's. `unsubscribe_url`: with {reference}, or empty.
[[nodiscard]] WaysBack ways_back(const Settings& settings, std::string_view unsubscribe_url,
                                 std::string_view key, std::string_view reference);

// Composes an envelope by hand, so that the bytes are the same on every try but for the Date: Message-ID and the
// multipart boundary are made of the reference. An unusable address is refused as bad_email, text that no mail may
// carry as content_rejected. A recipient's name that is not fit for a header is left out, the address stays.
[[nodiscard]] Composition compose(const Envelope& envelope, const Settings& settings, const WaysBack& back,
                                  std::chrono::system_clock::time_point now);

}  // namespace triand::channels::email
