#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "channels/email/address.hpp"
#include "channels/email/encoded_word.hpp"
#include "channels/email/part.hpp"
#include "channels/email/reply_log.hpp"
#include "channels/email/reply_reader.hpp"
#include "channels/email/returned_mail.hpp"
#include "tests/fuzz/must.hpp"
#include "tests/fuzz/sound_words.hpp"
#include "tests/fuzz/targets.hpp"

// What comes back from mail servers: the lines of their replies, and whole mails.
namespace triand::fuzz {
namespace {

using namespace channels::email;

// The seeds of the corpus have this one signed by the key below. Nobody can make another.
constexpr std::string_view kReference = "AB12CPA050100012340XYZ";

const BounceAddress& ours() {
  static const BounceAddress address("bounces+{reference}@thu.dienluc.test", "a key of a database");
  return address;
}

}  // namespace

void fuzz_smtp_reply(std::string_view bytes) {
  ReplyLog log;
  std::size_t lines = 0;
  for (std::string_view rest = bytes; !rest.empty(); ++lines) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    log.add(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  for (const int code : {220, 250, 421, 550}) {
    must(log.last_with(code).size() <= ReplyLog::kMaxBytes + lines, "a server's words are bounded");
    (void)queue_id(log.last_with(code));
  }
  // However they are cut, the replies are the same.
  const auto replies = [bytes](std::size_t cut) {
    ReplyReader reader;
    std::vector<std::pair<int, std::string>> out;
    for (std::string_view rest = bytes; !rest.empty(); rest.remove_prefix(std::min(cut, rest.size()))) {
      reader.add(rest.substr(0, cut));
      while (auto reply = reader.next()) out.emplace_back(reply->code, std::move(reply->words));
    }
    return out;
  };
  must(replies(bytes.size() + 1) == replies(7), "a reply does not hang on how its bytes arrive");
  const EnhancedCode code = enhanced_code(bytes);
  must(code.subject >= 0 && code.subject < 1000 && code.detail >= 0 && code.detail < 1000,
       "an enhanced code is one");
  if (const auto address = usable_address(bytes)) {
    must(address->find_first_of("\r\n <>\"") == std::string::npos, "nothing is smuggled in an address");
    must(usable_address(*address) == address, "a usable address stays one");
  }
  if (const auto mailbox = parse_mailbox(bytes))
    must(mailbox->name.find_first_of("\r\n<>\"") == std::string::npos, "nothing is smuggled in a name");
  if (const auto part = text_part("text/plain", bytes, "b"))
    must(part->ends_with("\r\n"), "a part of a mail ends its last line");
}

void fuzz_returned_mail(std::string_view bytes) {
  const ReturnedMail mail = read_returned_mail(bytes, ours());
  if (mail.kind != ReturnedMail::Kind::report) return;
  must(mail.receipt.reference == kReference, "a report is believed with our signature alone");
  must_be_sound(mail.receipt);
}

}  // namespace triand::fuzz
