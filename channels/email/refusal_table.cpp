#include "channels/email/refusal_table.hpp"

#include <array>

namespace triand::channels::email {
namespace {

constexpr int kAny = -1;

constexpr unsigned bit(Stage stage) { return 1U << static_cast<unsigned>(stage); }
constexpr unsigned kHello = bit(Stage::hello);
constexpr unsigned kMail = bit(Stage::mail);
constexpr unsigned kRecipient = bit(Stage::recipient);
constexpr unsigned kData = bit(Stage::data);
constexpr unsigned kBody = bit(Stage::body);
constexpr unsigned kOfMessage = kRecipient | kData | kBody;
constexpr unsigned kEvery = kHello | kMail | kOfMessage;

struct Row {
  unsigned stages;
  int code;     // the reply's, or kAny
  int status;   // first digit of the reply
  int subject;  // of the enhanced code, or kAny
  int detail;   // of the enhanced code, or kAny
  Refusal refusal;
};

constexpr Refusal kNoSuchAddress{Verdict::rejected, FailureClass::recipient, "no_such_address"};
constexpr Refusal kFullForGood{Verdict::rejected, FailureClass::recipient, "mailbox_full"};
constexpr Refusal kRefused{Verdict::rejected, FailureClass::recipient, "refused"};
constexpr Refusal kContent{Verdict::rejected, FailureClass::recipient, "content_rejected"};
constexpr Refusal kMisconfigured{Verdict::deferred, FailureClass::configuration, "misconfigured"};
constexpr Refusal kNotAuthorized{Verdict::deferred, FailureClass::configuration, "not_authorized"};
// Later, to this recipient alone: the server is well, and others may have their mail.
constexpr Refusal kFullForNow{Verdict::deferred, FailureClass::recipient, "mailbox_full"};
constexpr Refusal kRecipientNotNow{Verdict::deferred, FailureClass::recipient, "throttled"};
constexpr Refusal kThrottled{Verdict::deferred, FailureClass::throttled, "throttled"};
constexpr Refusal kServerBusy{Verdict::deferred, FailureClass::transient, "gateway_down"};
constexpr Refusal kNotNow{Verdict::deferred, FailureClass::transient, "throttled"};

// The first row that fits counts.
constexpr std::array kRows = {
    Row{kEvery, 530, 5, kAny, kAny, kMisconfigured},  // STARTTLS or AUTH wanted first (RFC 3207, RFC 4954)
    Row{kEvery, 535, 5, kAny, kAny, kNotAuthorized},
    // Address does not exist.
    Row{kOfMessage, kAny, 5, 1, 1, kNoSuchAddress},
    Row{kOfMessage, kAny, 5, 1, 2, kNoSuchAddress},
    Row{kOfMessage, kAny, 5, 1, 3, kNoSuchAddress},
    Row{kOfMessage, kAny, 5, 1, 6, kNoSuchAddress},
    Row{kOfMessage, kAny, 5, 1, 10, kNoSuchAddress},
    Row{kOfMessage, kAny, 5, 2, 1, kNoSuchAddress},
    // Our sender is not welcome.
    Row{kOfMessage, kAny, 5, 1, 7, kMisconfigured},
    Row{kOfMessage, kAny, 5, 1, 8, kMisconfigured},
    // Full.
    Row{kOfMessage, kAny, 5, 2, 2, kFullForGood},
    Row{kRecipient, 552, 5, 0, 0, kFullForGood},
    Row{kOfMessage, kAny, 4, 2, 2, kFullForNow},
    // Too fast: 4.2.1 for this recipient, 4.7.0 and 4.7.28 for all we send (Gmail).
    Row{kOfMessage, kAny, 4, 2, 1, kRecipientNotNow},
    Row{kEvery, kAny, 4, 7, 0, kThrottled},
    Row{kEvery, kAny, 4, 7, 28, kThrottled},
    // The message itself.
    Row{kMail | kRecipient, kAny, 5, 3, 4, kContent},
    Row{kMail, 552, 5, kAny, kAny, kContent},
    Row{kOfMessage, kAny, 5, 6, kAny, kContent},
    Row{kData | kBody, kAny, 5, 5, kAny, kRefused},
    // The rest, by command.
    Row{kHello | kMail, kAny, 5, kAny, kAny, kMisconfigured},
    Row{kRecipient, kAny, 5, kAny, kAny, kRefused},
    Row{kData | kBody, kAny, 5, kAny, kAny, kContent},
    Row{kEvery, 421, 4, kAny, kAny, kServerBusy},
    Row{kHello | kMail | kData, kAny, 4, kAny, kAny, kServerBusy},
    Row{kRecipient | kBody, kAny, 4, 3, kAny, kServerBusy},
    Row{kRecipient, kAny, 4, kAny, kAny, kRecipientNotNow},
    Row{kBody, kAny, 4, kAny, kAny, kNotNow},
};

bool fits(const Row& row, Stage stage, long code, EnhancedCode enhanced) {
  return (row.stages & bit(stage)) != 0 && (row.code == kAny || row.code == code) &&
         row.status == code / 100 && (row.subject == kAny || row.subject == enhanced.subject) &&
         (row.detail == kAny || row.detail == enhanced.detail);
}

}  // namespace

Refusal refusal_of(Stage stage, long code, EnhancedCode enhanced) {
  // An enhanced code that contradicts its reply ("550 4.2.1") is worth nothing.
  if (enhanced.status != code / 100) enhanced = {};
  for (const Row& row : kRows)
    if (fits(row, stage, code, enhanced)) return row.refusal;
  return kServerBusy;
}

}  // namespace triand::channels::email
