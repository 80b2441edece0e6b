#include "channels/email/returned_mail.hpp"

#include "channels/outcome.hpp"
#include "tests/source_file.hpp"

#include <ctime>
#include <fstream>
#include <random>
#include <sstream>

#include <catch2/catch.hpp>

namespace triand::channels::email {
namespace {

constexpr std::string_view kOld = "bounce+0000abce-bad1=rej.test@thu.dienluc.test";
constexpr std::string_view kOldFull = "bounce+0000abcf-full1=rej.test@thu.dienluc.test";
constexpr std::string_view kReference = "AB12CPA050100012340XYZ";

const BounceAddress& ours() {
  static const BounceAddress address("bounces+{reference}@thu.dienluc.test", "a key of a database");
  return address;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

// A mail of the folder, its bounce address replaced by ours.
std::string mail(const std::string& name, const std::string& address = ours().of(kReference)) {
  std::ifstream file(triand::test::source_file("tests/channels/email/mails/") + name, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  REQUIRE(text.str().size() > 400);
  return replaced(replaced(text.str(), kOld, address), kOldFull, address);
}

ReturnedMail read(const std::string& text) { return read_returned_mail(text, ours()); }

// A delivery status with these fields of each address.
std::string report(const std::vector<std::string>& blocks, const std::string& type = "delivery-status",
                   const std::string& encoding = "7bit") {
  std::string status = "Reporting-MTA: dns; mx.example.test\n";
  for (const std::string& block : blocks)
    status += "\nFinal-Recipient: rfc822; a@example.test\n" + block + "\n";
  return "To: " + ours().of(kReference) +
         "\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n"
         "Content-Type: text/plain\n\nnot here: Status: 2.0.0\n--b\nContent-Type: message/" +
         type + "\nContent-Transfer-Encoding: " + encoding + "\n\n" + status + "\n--b--\n";
}

TEST_CASE("Postfix's report of an address that does not exist is a hard bounce") {
  const ReturnedMail read_mail = read(mail("dsn-hard-bounce.eml"));
  REQUIRE(read_mail.kind == ReturnedMail::Kind::report);
  CHECK(read_mail.receipt.word == Receipt::Word::failed);
  CHECK(read_mail.receipt.reference == kReference);
  CHECK(read_mail.receipt.reason == "no_such_address");
  CHECK(read_mail.receipt.code == "5.1.1");
  CHECK(read_mail.receipt.detail ==
        "failed: smtp; 550-5.1.1 The email account that you tried to reach does not exist. 550 5.1.1 Please "
        "try double-checking; report <20261122162527.841B0AC6215@mta.triand.test>");
}

TEST_CASE("a report that is read twice is the same word, another one of the same words is not") {
  const Receipt first = read(mail("dsn-hard-bounce.eml")).receipt;
  CHECK(first.repeats);
  CHECK(read(mail("dsn-hard-bounce.eml")).receipt.detail == first.detail);
  const std::string later =
      replaced(mail("dsn-hard-bounce.eml"), "<20261122162527.841B0AC6215", "<20261123.1");
  CHECK(read(later).receipt.detail != first.detail);
  // One without a name is known by its bytes.
  const auto nameless = [](const std::string& words) {
    return read(report({"Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; " + words})).receipt;
  };
  const Receipt long_words = nameless("550 " + std::string(400, 'x'));
  CHECK(long_words.repeats);
  CHECK(long_words.detail.size() == Outcome::kMaxDetail);
  CHECK(long_words.detail == nameless("550 " + std::string(400, 'x')).detail);
  CHECK(long_words.detail != nameless("550 " + std::string(401, 'x')).detail);
}

TEST_CASE("a mailbox that was full until the queue gave up is a soft one") {
  const ReturnedMail read_mail = read(mail("dsn-expired-4.2.2.eml"));
  REQUIRE(read_mail.kind == ReturnedMail::Kind::report);
  CHECK(read_mail.receipt.word == Receipt::Word::failed);
  CHECK(read_mail.receipt.reason == "mailbox_full");
  CHECK(read_mail.receipt.code == "4.2.2");
}

TEST_CASE("Postfix's notice that it still tries is a note") {
  const ReturnedMail read_mail = read(mail("dsn-delayed.eml"));
  REQUIRE(read_mail.kind == ReturnedMail::Kind::report);
  CHECK(read_mail.receipt.word == Receipt::Word::pending);
  CHECK(read_mail.receipt.reason.empty());
  CHECK(read_mail.receipt.code == "4.2.2");
  CHECK(read_mail.receipt.detail.starts_with("delayed: smtp; 452 4.2.2 mailbox full; report <"));
}

TEST_CASE("a complaint is a note that the recipient wants no more") {
  const ReturnedMail read_mail = read(mail("complaint.eml"));
  REQUIRE(read_mail.kind == ReturnedMail::Kind::report);
  CHECK(read_mail.receipt.word == Receipt::Word::pending);
  CHECK(read_mail.receipt.reason == "opted_out");
  CHECK(read_mail.receipt.code == "abuse");
  const std::string praise =
      replaced(mail("complaint.eml"), "Feedback-Type: abuse", "Feedback-Type: not-spam");
  CHECK(read(praise).kind == ReturnedMail::Kind::other);
}

TEST_CASE("a holiday notice says nothing, whatever its subject and its words") {
  CHECK(read(mail("holiday.eml")).kind == ReturnedMail::Kind::other);
}

TEST_CASE("a report is believed with our signature only") {
  const std::string hard = mail("dsn-hard-bounce.eml");
  SECTION("another database's signature") {
    const BounceAddress theirs("bounces+{reference}@thu.dienluc.test", "another key");
    CHECK(read(mail("dsn-hard-bounce.eml", theirs.of(kReference))).kind == ReturnedMail::Kind::forged);
  }
  SECTION("another reference under a good signature") {
    std::string other = ours().of(kReference);
    other.replace(other.find("0001"), 4, "0002");
    CHECK(read(mail("dsn-hard-bounce.eml", other)).kind == ReturnedMail::Kind::forged);
  }
  SECTION("no signature at all") {
    CHECK(
        read(mail("dsn-hard-bounce.eml", "bounces+" + std::string(kReference) + "@thu.dienluc.test")).kind ==
        ReturnedMail::Kind::forged);
  }
  SECTION("mail that is not ours") {
    CHECK(read(mail("dsn-hard-bounce.eml", "somebody@example.test")).kind == ReturnedMail::Kind::other);
    CHECK(read(mail("dsn-hard-bounce.eml", ours().of(kReference) + ".example")).kind ==
          ReturnedMail::Kind::other);
  }
  SECTION("in other letters, as some servers write") {
    std::string loud = ours().of(kReference);
    for (char& c : loud) c = static_cast<char>(std::toupper(c));
    CHECK(read(mail("dsn-hard-bounce.eml", loud)).receipt.reference == kReference);
  }
  SECTION("one forged address beside the true one does no harm") {
    const std::string both = "X-Copy: bounces+AB12-000000000000@thu.dienluc.test\n" + hard;
    CHECK(read(both).kind == ReturnedMail::Kind::report);
    CHECK(read(both).receipt.reference == kReference);
  }
}

TEST_CASE("what a status means") {
  struct Case {
    std::string block;
    Receipt::Word word;
    std::string reason;
    std::string code;
  };
  using enum Receipt::Word;
  const std::vector<Case> cases = {
      {"Action: failed\nStatus: 5.1.1", failed, "no_such_address", "5.1.1"},
      {"ACTION: Failed\nSTATUS: 5.1.10 (no such)", failed, "no_such_address", "5.1.10"},
      {"Action: failed\nStatus: 5.1.2", failed, "no_such_address", "5.1.2"},
      {"Action: failed\nStatus: 5.1.3", failed, "no_such_address", "5.1.3"},
      {"Action: failed\nStatus: 5.1.6", failed, "no_such_address", "5.1.6"},
      {"Action: failed\nStatus: 5.2.1", failed, "no_such_address", "5.2.1"},
      {"Action: failed\nStatus: 5.2.2", failed, "mailbox_full", "5.2.2"},
      {"Action: failed\nStatus: 5.7.1", failed, "refused", "5.7.1"},
      {"Action: failed\nStatus: 5.7.26", failed, "refused", "5.7.26"},
      {"Action: failed\nStatus: 5.4.4", failed, "refused", "5.4.4"},
      {"Action: failed\nStatus: 5.6.0", failed, "content_rejected", "5.6.0"},
      {"Action: failed\nStatus: 4.4.1", failed, "retries_exhausted", "4.4.1"},
      {"Action: failed\nStatus: 4.1.1", failed, "retries_exhausted", "4.1.1"},
      {"Action: failed", failed, "unknown_answer", ""},
      // A status that says nothing gives way to the remote server's words, but never from soft to hard.
      {"Action: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 5.1.1 unknown", failed, "no_such_address",
       "5.1.1"},
      {"Action: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp;\n 550-5.1.1 folded", failed, "no_such_address",
       "5.1.1"},
      {"Action: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 go away", failed, "refused", "5.0.0"},
      {"Action: failed\nStatus: 4.0.0\nDiagnostic-Code: smtp; 550 5.1.1 unknown", failed, "retries_exhausted",
       "4.0.0"},
      {"Action: failed\nStatus: 5.7.1\nDiagnostic-Code: smtp; 550 5.1.1 unknown", failed, "refused", "5.7.1"},
      {"Action: delayed\nStatus: 4.4.1", pending, "", "4.4.1"},
      {"Action: relayed\nStatus: 2.0.0", pending, "", "2.0.0"},
      {"Action: expanded\nStatus: 2.0.0", pending, "", "2.0.0"},
      {"Action: delivered\nStatus: 2.0.0", delivered, "", "2.0.0"},
  };
  for (const Case& one : cases) {
    for (const std::string& line_end : {std::string("\n"), std::string("\r\n")}) {
      CAPTURE(one.block, line_end.size());
      const ReturnedMail mail = read(replaced(report({one.block}), "\n", line_end));
      REQUIRE(mail.kind == ReturnedMail::Kind::report);
      CHECK(mail.receipt.word == one.word);
      CHECK(mail.receipt.reason == one.reason);
      CHECK(mail.receipt.code == one.code);
    }
  }
}

TEST_CASE("of several addresses all must have failed, and none exist") {
  const std::string dead = "Action: failed\nStatus: 5.1.1";
  CHECK(read(report({dead, dead})).receipt.reason == "no_such_address");
  CHECK(read(report({dead, "Action: failed\nStatus: 5.2.2"})).receipt.reason == "mailbox_full");
  CHECK(read(report({dead, "Action: delayed\nStatus: 4.4.1"})).receipt.word == Receipt::Word::pending);
  CHECK(read(report({dead, "Action: relayed\nStatus: 2.0.0"})).receipt.word == Receipt::Word::pending);
  CHECK(read(report({dead, "Action: delivered\nStatus: 2.0.0"})).receipt.word == Receipt::Word::delivered);
}

TEST_CASE("a report with international addresses, encoded on the way, is read as any other") {
  CHECK(read(report({"Action: failed\nStatus: 5.1.1"}, "global-delivery-status", "8bit")).receipt.reason ==
        "no_such_address");
  CHECK(read(report({"Action: failed\nStatus: 5.1=\n.1"}, "global-delivery-status", "quoted-printable"))
            .receipt.reason == "no_such_address");
  const std::string encoded =
      "To: " + ours().of(kReference) +
      "\nContent-Type: multipart/report; boundary=\"b\"\n\n--b\nContent-Type: "
      "message/delivery-status\nContent-Transfer-Encoding: base64\n\n"
      "UmVwb3J0aW5nLU1UQTogZG5zOyBhCgpBY3Rpb246IGZhaWxlZApTdGF0dXM6IDUuMS4xCg==\n--b--\n";
  CHECK(read(encoded).receipt.reason == "no_such_address");
}

TEST_CASE("words of any length are not taken for references, nor looked through again and again") {
  const BounceAddress bare("{reference}@thu.dienluc.test", "a key of a database");
  const std::clock_t before = std::clock();
  CHECK(bare.find_in(std::string(250'000, 'A') + "@thu.dienluc.test").forged);
  CHECK(std::clock() - before < 5 * CLOCKS_PER_SEC);
  CHECK(bare.find_in(" " + bare.of(std::string(32, 'A'))).reference == std::string(32, 'A'));
}

TEST_CASE("mail that is cut off anywhere, or hurt anywhere, harms nobody") {
  const std::string whole = mail("dsn-hard-bounce.eml");
  for (std::size_t length = 0; length < whole.size(); length += 3) {
    const ReturnedMail cut = read(whole.substr(0, length));
    if (cut.kind == ReturnedMail::Kind::report) CHECK(cut.receipt.reference == kReference);
  }
  std::mt19937 dice(8);
  for (int round = 0; round < 3000; ++round) {
    std::string hurt = round % 2 == 0 ? whole : mail("complaint.eml");
    for (int wound = 0; wound < 6; ++wound)
      hurt[dice() % hurt.size()] =
          static_cast<char>(round % 3 == 0 ? "\n\0\":;=- "[dice() % 8] : dice() & 0xFF);
    const ReturnedMail mail = read(hurt);
    // Nobody else is ever meant.
    if (mail.kind == ReturnedMail::Kind::report) CHECK(mail.receipt.reference == kReference);
  }
}

}  // namespace
}  // namespace triand::channels::email
