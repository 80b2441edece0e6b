#include "channels/email/message.hpp"

#include <algorithm>

#include "channels/channel.hpp"
#include "channels/email/bounce_address.hpp"
#include "channels/email/date_header.hpp"
#include "channels/email/encoded_word.hpp"
#include "channels/email/header_guard.hpp"
#include "channels/email/part.hpp"
#include "channels/signed_reference.hpp"

namespace triand::channels::email {
namespace {

bool is_reference(std::string_view text) {
  return !text.empty() && text.size() <= 32 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
}

std::string mailbox_header(const Mailbox& mailbox) {
  if (mailbox.name.empty()) return mailbox.address;
  const std::string phrase = encoded_phrase(mailbox.name);
  // A fold before the address keeps the line short whatever the name's length.
  const std::string_view joint = phrase.size() + mailbox.address.size() > 60 ? "\r\n <" : " <";
  return phrase + std::string(joint) + mailbox.address + ">";
}

std::string headers(const Envelope& envelope, const Settings& settings, const WaysBack& back,
                    const Mailbox& to, std::chrono::system_clock::time_point now) {
  std::string out = "Date: " + date_header(now) + "\r\n";
  out += "Message-ID: <" + envelope.reference + "@" + std::string(domain_of(settings.from.address)) + ">\r\n";
  out += "From: " + mailbox_header(settings.from) + "\r\n";
  out += "To: " + mailbox_header(to) + "\r\n";
  if (settings.reply_to) out += "Reply-To: " + mailbox_header(*settings.reply_to) + "\r\n";
  out += "Subject: " + encoded_text(envelope.test ? "[TEST] " + envelope.subject : envelope.subject) + "\r\n";
  out += "MIME-Version: 1.0\r\n";
  // RFC 3834: no holiday notice comes back.
  out += "Auto-Submitted: auto-generated\r\n";
  if (!back.unsubscribe.empty()) {
    out += "List-Unsubscribe: <" + back.unsubscribe + ">\r\n";
    // RFC 8058 promises one click over https; plain http is for where the service is tried out.
    if (back.unsubscribe.starts_with("http")) out += "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n";
  }
  return out;
}

std::optional<std::string> content(const Envelope& envelope) {
  if (envelope.html.empty()) return text_part("text/plain", envelope.text, {});
  const std::string boundary = "--=_triand-" + envelope.reference;
  const std::optional<std::string> plain = text_part("text/plain", envelope.text, boundary);
  const std::optional<std::string> html = text_part("text/html", envelope.html, boundary);
  if (!plain || !html) return std::nullopt;
  const std::string line = "--" + boundary;
  return "Content-Type: multipart/alternative;\r\n boundary=\"" + boundary + "\"\r\n\r\n" + line + "\r\n" +
         *plain + "\r\n" + line + "\r\n" + *html + "\r\n" + line + "--\r\n";
}

Composition refused(FailureClass failure, std::string reason, std::string detail) {
  return {.message = std::nullopt,
          .refusal = Outcome::rejected(failure, std::move(reason), "", std::move(detail))};
}

}  // namespace

WaysBack ways_back(const Settings& settings, std::string_view unsubscribe_url, std::string_view key,
                   std::string_view reference) {
  WaysBack back;
  back.sender = settings.bounce_address.empty()
                    ? settings.from.address
                    : BounceAddress(settings.bounce_address, std::string(key)).of(reference);
  if (!unsubscribe_url.empty())
    back.unsubscribe =
        with_reference(std::string(unsubscribe_url), sign_reference(key, kUnsubscribePurpose, reference));
  return back;
}

Composition compose(const Envelope& envelope, const Settings& settings, const WaysBack& back,
                    std::chrono::system_clock::time_point now) {
  if (!is_reference(envelope.reference))
    return refused(FailureClass::configuration, "misconfigured",
                   "the reference is not 1 to 32 letters and digits");
  const std::optional<std::string> recipient = usable_address(envelope.to);
  if (!recipient) return refused(FailureClass::recipient, "bad_email", "the address cannot be written to");
  if (!safe_header_value(envelope.subject))
    return refused(FailureClass::recipient, "content_rejected",
                   "the subject has a line break or another control character in it, or is too long");
  const std::optional<std::string> body = content(envelope);
  if (!body)
    return refused(FailureClass::recipient, "content_rejected",
                   "the text has a control character in it that no mail may carry");
  Mailbox to;
  to.address = *recipient;
  if (safe_header_value(envelope.recipient_name)) to.name = envelope.recipient_name;
  Message message;
  message.sender = back.sender;
  message.recipient = *recipient;
  message.bytes = headers(envelope, settings, back, to, now) + *body;
  return {.message = std::move(message), .refusal = {}};
}

}  // namespace triand::channels::email
