#include "channels/email/message.hpp"

#include <date/date.h>
#include <catch2/catch.hpp>

#include "channels/channel.hpp"
#include "channels/email/date_header.hpp"
#include "channels/email/encoded_word.hpp"
#include "channels/email/header_guard.hpp"
#include "channels/email/part.hpp"
#include "channels/signed_reference.hpp"

namespace triand::channels::email {
namespace {

using namespace std::chrono_literals;

const auto kMorning =
    std::chrono::system_clock::time_point(date::sys_days(date::year(2026) / 12 / 18)) + 30min;

Settings settings() {
  Settings settings;
  settings.server = "smtp://127.0.0.1:25";
  settings.from = {.name = "Điện lực Thử Nghiệm", .address = "tri-an@triand.test"};
  settings.bounce_address = "bounces+{reference}@bounce.triand.test";
  settings.unsubscribe_url = "https://triand.test/u/{reference}";
  return settings;
}

Envelope envelope() {
  Envelope envelope;
  envelope.reference = "abc123";
  envelope.to = "ho.mot@example.test";
  envelope.recipient_name = "Hộ Một";
  envelope.subject = "Tri ân khách hàng";
  envelope.text = "Cảm ơn Quý khách.\nTrân trọng.";
  return envelope;
}

constexpr std::string_view kKey = "a key of a database";

Composition composed(const Envelope& envelope, const Settings& settings,
                     std::chrono::system_clock::time_point now = kMorning) {
  const WaysBack back = ways_back(settings, settings.unsubscribe_url, kKey, envelope.reference);
  return compose(envelope, settings, back, now);
}

bool has_line(const std::string& bytes, const std::string& line) {
  return bytes.starts_with(line + "\r\n") || bytes.find("\r\n" + line + "\r\n") != std::string::npos;
}

TEST_CASE("a message has every header once and the bounce address as its sender") {
  const Composition composition = composed(envelope(), settings());
  REQUIRE(composition.message);
  const Message& message = *composition.message;
  CHECK(message.sender == "bounces+" + sign_reference(kKey, "bounce", "abc123") + "@bounce.triand.test");
  CHECK(message.recipient == "ho.mot@example.test");
  CHECK(has_line(message.bytes, "Date: Fri, 18 Dec 2026 07:30:00 +0700"));
  CHECK(has_line(message.bytes, "Message-ID: <abc123@triand.test>"));
  CHECK(has_line(message.bytes, "From: =?UTF-8?B?xJBp4buHbiBs4buxYyBUaOG7rSBOZ2hp4buHbQ==?="));
  CHECK(has_line(message.bytes, " <tri-an@triand.test>"));
  CHECK(has_line(message.bytes, "To: =?UTF-8?B?SOG7mSBN4buZdA==?= <ho.mot@example.test>"));
  CHECK(has_line(message.bytes, "Subject: =?UTF-8?B?VHJpIMOibiBraMOhY2ggaMOgbmc=?="));
  CHECK(has_line(message.bytes, "MIME-Version: 1.0"));
  CHECK(has_line(message.bytes, "Auto-Submitted: auto-generated"));
  CHECK(has_line(message.bytes, "List-Unsubscribe: <https://triand.test/u/" +
                                    sign_reference(kKey, kUnsubscribePurpose, "abc123") + ">"));
  CHECK(has_line(message.bytes, "List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
  CHECK(has_line(message.bytes, "Content-Transfer-Encoding: base64"));
  CHECK(message.bytes.find("Q+G6o20gxqFuIFF1w70ga2jDoWNoLg0KVHLDom4gdHLhu41uZy4NCg==\r\n") !=
        std::string::npos);
}

TEST_CASE("the bytes are the same on every try but for the date") {
  Envelope both = envelope();
  both.html = "<p>Cảm ơn</p>";
  const std::string first = composed(both, settings()).message->bytes;
  const std::string second = composed(both, settings(), kMorning + 24h).message->bytes;
  CHECK(first != second);
  CHECK(first.substr(first.find("\r\n")) == second.substr(second.find("\r\n")));
}

TEST_CASE("with HTML the plain part comes first inside multipart/alternative") {
  Envelope both = envelope();
  both.text = "Cam on.";
  both.html = "<p>Cảm ơn</p>";
  const std::string bytes = composed(both, settings()).message->bytes;
  const std::size_t outer =
      bytes.find("Content-Type: multipart/alternative;\r\n boundary=\"--=_triand-abc123\"");
  const std::size_t plain = bytes.find(
      "----=_triand-abc123\r\nContent-Type: text/plain; charset=utf-8\r\n"
      "Content-Transfer-Encoding: 7bit\r\n\r\nCam on.\r\n");
  const std::size_t html = bytes.find(
      "----=_triand-abc123\r\nContent-Type: text/html; charset=utf-8\r\n"
      "Content-Transfer-Encoding: base64\r\n\r\n");
  const std::size_t end = bytes.find("----=_triand-abc123--\r\n");
  REQUIRE(end != std::string::npos);
  CHECK(outer < plain);
  CHECK(plain < html);
  CHECK(html < end);
}

TEST_CASE("no bare line feed or carriage return ever leaves") {
  Envelope mixed = envelope();
  mixed.text = "one\ntwo\r\nthree\rfour\n\n.\n..\n";
  mixed.html = "<p>\n\r\n</p>";
  const std::string bytes = composed(mixed, settings()).message->bytes;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    if (bytes[at] == '\n') CHECK((at > 0 && bytes[at - 1] == '\r'));
    if (bytes[at] == '\r') CHECK((at + 1 < bytes.size() && bytes[at + 1] == '\n'));
  }
  CHECK(bytes.find("one\r\ntwo\r\nthree\r\nfour\r\n\r\n.\r\n..\r\n") != std::string::npos);
}

TEST_CASE("addresses that could smuggle something are refused as bad_email") {
  for (const std::string& to :
       {std::string("a@x>\r\nRCPT TO:<victim@z"), std::string("ok@y.test>\r\nRCPT TO:<victim@z>"),
        std::string("a@b.test\n"), std::string("a\0b@c.test", 10), std::string("<a@b.test>"),
        std::string("a b@c.test"), std::string("a@b"), std::string("a@b..test"), std::string(".a@b.test"),
        std::string("a@-b.test"), std::string("\"a\"@b.test"), std::string("a@[127.0.0.1]"),
        std::string("ả@b.test"), std::string(""), std::string(65, 'a') + "@b.test",
        "a@" + std::string(64, 'b') + ".test", std::string("a@b.test,c@d.test")}) {
    CAPTURE(to);
    Envelope bad = envelope();
    bad.to = to;
    const Composition composition = composed(bad, settings());
    CHECK_FALSE(composition.message);
    CHECK(composition.refusal.verdict == Verdict::rejected);
    CHECK(composition.refusal.failure == FailureClass::recipient);
    CHECK(composition.refusal.reason == "bad_email");
  }
}

TEST_CASE("a domain in Vietnamese letters becomes punycode") {
  Envelope idn = envelope();
  idn.to = "ho.mot@thưviện.test";
  CHECK(composed(idn, settings()).message->recipient == "ho.mot@xn--thvin-grb5423c.test");
  idn.to = "ho.mot@b\u200Bad\u2028.test";
  CHECK_FALSE(composed(idn, settings()).message);
}

TEST_CASE("a subject with a line break is refused and a name with one is left out") {
  Envelope bad = envelope();
  bad.subject = "hi\r\nBcc: victim@z.test";
  CHECK(composed(bad, settings()).refusal.reason == "content_rejected");
  // One customer's long name is nobody else's affair.
  bad.subject = std::string(1001, 'a');
  CHECK(composed(bad, settings()).refusal.reason == "content_rejected");
  CHECK(composed(bad, settings()).refusal.failure == FailureClass::recipient);
  bad = envelope();
  bad.recipient_name = "Hộ\r\nBcc: victim@z.test";
  const Composition composition = composed(bad, settings());
  REQUIRE(composition.message);
  CHECK(composition.message->bytes.find("victim") == std::string::npos);
  CHECK(has_line(composition.message->bytes, "To: ho.mot@example.test"));
  bad = envelope();
  bad.text = std::string("a\0b", 3);
  CHECK(composed(bad, settings()).refusal.reason == "content_rejected");
  bad = envelope();
  bad.reference = "no good";
  CHECK(composed(bad, settings()).refusal.failure == FailureClass::configuration);
}

TEST_CASE("one click is promised for pages, not for a mail address") {
  Settings other = settings();
  other.unsubscribe_url = "mailto:thoi@triand.test";
  const std::string bytes = composed(envelope(), other).message->bytes;
  CHECK(has_line(bytes, "List-Unsubscribe: <mailto:thoi@triand.test>"));
  CHECK(bytes.find("List-Unsubscribe-Post") == std::string::npos);
  other.unsubscribe_url.clear();
  CHECK(composed(envelope(), other).message->bytes.find("List-Unsubscribe") == std::string::npos);
}

TEST_CASE("the longest reference fits into the local part of a bounce address, signed") {
  Envelope longest = envelope();
  longest.reference = std::string(32, 'X');
  Settings wide = settings();
  wide.bounce_address = "bounces-2026-tri-an" + std::string("{reference}@bounce.triand.test");
  const std::string sender = composed(longest, wide).message->sender;
  CHECK(sender.find('@') == 64);
  CHECK(usable_address(sender));
}

TEST_CASE("a test message is marked") {
  Envelope test = envelope();
  test.subject = "Cam on";
  test.test = true;
  CHECK(has_line(composed(test, settings()).message->bytes, "Subject: [TEST] Cam on"));
}

TEST_CASE("encoded words are short enough and never part a letter") {
  std::string subject;
  for (int i = 0; i < 30; ++i) subject += "ữợng ";
  const std::string encoded = encoded_text(subject);
  std::size_t start = 0;
  int words = 0;
  while (start < encoded.size()) {
    std::size_t end = encoded.find("\r\n ", start);
    if (end == std::string::npos) end = encoded.size();
    const std::string word = encoded.substr(start, end - start);
    CHECK(word.size() <= 75);
    CHECK(word.starts_with("=?UTF-8?B?"));
    CHECK(word.ends_with("?="));
    start = end + 3;
    ++words;
  }
  CHECK(words > 3);
  CHECK(encoded_text("Cam on") == "Cam on");
  CHECK(encoded_text("=?x?=") == "=?UTF-8?B?PT94Pz0=?=");
  CHECK(encoded_text("một hai một hai mộtệệệệệệệệ").find("=?UTF-8?B?") == 0);
}

TEST_CASE("phrases are atoms, quoted or encoded") {
  CHECK(encoded_phrase("Ho Mot") == "Ho Mot");
  CHECK(encoded_phrase("Mot, Hai") == "\"Mot, Hai\"");
  CHECK(encoded_phrase("say \"x\\\"") == "\"say \\\"x\\\\\\\"\"");
}

TEST_CASE("plain ASCII goes as 7bit unless a line is too long or the boundary stands in it") {
  CHECK(text_part("text/plain", "abc", "")->find("7bit") != std::string::npos);
  CHECK(text_part("text/plain", std::string(998, 'a'), "")->find("7bit") != std::string::npos);
  CHECK(text_part("text/plain", std::string(999, 'a'), "")->find("base64") != std::string::npos);
  CHECK(text_part("text/plain", "x\n--edge\n", "edge")->find("base64") != std::string::npos);
  CHECK_FALSE(text_part("text/plain", "\x1B[1m", ""));
  CHECK_FALSE(text_part("text/plain", "\xFF", ""));
}

TEST_CASE("the guard lets no control character and no giant through") {
  CHECK(safe_header_value("Điện lực"));
  CHECK_FALSE(safe_header_value("a\tb"));
  CHECK_FALSE(safe_header_value("a\x7F"));
  CHECK_FALSE(safe_header_value("\xC3"));
  CHECK_FALSE(safe_header_value(std::string(kMaxHeaderValue + 1, 'a')));
}

TEST_CASE("the date header is in Vietnam's time") {
  CHECK(date_header(kMorning + 17h) == "Sat, 19 Dec 2026 00:30:00 +0700");
}

}  // namespace
}  // namespace triand::channels::email
