#include "channels/email/returned_mail.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "channels/digest.hpp"
#include "channels/email/ascii.hpp"
#include "channels/email/mail_entity.hpp"
#include "channels/email/refusal_table.hpp"
#include "channels/email/reply.hpp"
#include "channels/outcome.hpp"

namespace triand::channels::email {
namespace {

constexpr std::string_view kNoSuchAddress = "no_such_address";

// What one block of a delivery status says of one address.
struct Fate {
  std::string action;  // "failed", "delayed", "delivered", "relayed", "expanded"
  EnhancedCode status;
  std::string diagnostic;
};

// "smtp; 550-5.1.1 The account does not exist": the code in the remote server's own words.
EnhancedCode code_in(std::string_view diagnostic) {
  if (const std::size_t type = diagnostic.find(';'); type != std::string_view::npos)
    diagnostic.remove_prefix(type + 1);
  diagnostic = trimmed(diagnostic);
  if (const EnhancedCode code = enhanced_code(diagnostic); code.status != 0) return code;
  return diagnostic.size() > 4 ? enhanced_code(diagnostic.substr(4)) : EnhancedCode();
}

Fate fate_of(const MailFields& block) {
  Fate fate;
  fate.action = lower_case(field_of(block, "action"));
  fate.status = enhanced_code(field_of(block, "status"));
  fate.diagnostic = field_of(block, "diagnostic-code");
  // 5.0.0 says nothing; the words often do (RFC 3463 section 3.1).
  if (fate.status.subject == 0 && fate.status.detail == 0)
    if (const EnhancedCode better = code_in(fate.diagnostic);
        better.status != 0 && (fate.status.status == 0 || better.status == fate.status.status))
      fate.status = better;
  return fate;
}

std::string text_of(EnhancedCode code) {
  if (code.status == 0) return {};
  return std::to_string(code.status) + "." + std::to_string(code.subject) + "." + std::to_string(code.detail);
}

std::string_view reason_of(const Fate& fate) {
  if (fate.status.status == 5) return refusal_of(Stage::recipient, 550, fate.status).reason;
  if (fate.status.status != 4) return "unknown_answer";
  return fate.status.subject == 2 && fate.status.detail == 2 ? "mailbox_full" : "retries_exhausted";
}

Receipt status_receipt(const std::vector<Fate>& fates) {
  const auto is = [](std::string_view action) {
    return [action](const Fate& fate) { return fate.action == action; };
  };
  Receipt receipt;
  const Fate* telling = &fates.front();
  if (std::all_of(fates.begin(), fates.end(), is("failed"))) {
    receipt.word = Receipt::Word::failed;
    // The mildest of them: one address that exists is enough.
    const auto alive = std::find_if(fates.begin(), fates.end(),
                                    [](const Fate& fate) { return reason_of(fate) != kNoSuchAddress; });
    if (alive != fates.end()) telling = &*alive;
    receipt.reason = reason_of(*telling);
  } else if (const auto arrived = std::find_if(fates.begin(), fates.end(), is("delivered"));
             arrived != fates.end()) {
    receipt.word = Receipt::Word::delivered;
    telling = &*arrived;
  }
  receipt.code = text_of(telling->status);
  receipt.detail = bounded_detail(telling->diagnostic.empty() ? telling->action
                                                              : telling->action + ": " + telling->diagnostic);
  return receipt;
}

// What a recipient's mail service may report; of the other kinds ("not-spam", "auth-failure") none asks for an end.
bool wants_an_end(std::string_view feedback_type) {
  constexpr std::array<std::string_view, 6> kTypes = {"abuse", "fraud",   "virus",
                                                      "other", "opt-out", "opt-out-list"};
  return std::find(kTypes.begin(), kTypes.end(), feedback_type) != kTypes.end();
}

void add_values(std::string& out, const MailFields& fields) {
  for (const MailField& field : fields) out.append(field.value).append("\n");
}

// The parts of a report: what it says, and every field in which a bounce address may stand.
struct Report {
  std::vector<MailFields> status;    // of message/delivery-status
  std::vector<MailFields> feedback;  // of message/feedback-report
  std::string addresses;
};

Report read_report(const MailEntity& mail, std::string_view boundary) {
  Report report;
  add_values(report.addresses, mail.fields);
  for (const std::string_view text : parts_of(mail.body, boundary)) {
    const MailEntity part = read_entity(text);
    const std::string type = read_content_type(field_of(part.fields, "content-type")).type;
    if (type == "message/delivery-status" || type == "message/global-delivery-status") {
      report.status = read_field_blocks(decoded_body(part));
      for (const MailFields& block : report.status) add_values(report.addresses, block);
    } else if (type == "message/feedback-report") {
      report.feedback = read_field_blocks(decoded_body(part));
      for (const MailFields& block : report.feedback) add_values(report.addresses, block);
    } else if (type == "message/rfc822" || type == "text/rfc822-headers" || type == "message/global" ||
               type == "message/global-headers") {
      add_values(report.addresses, read_entity(decoded_body(part)).fields);
    }
  }
  return report;
}

bool read_words(const Report& report, Receipt& receipt) {
  std::vector<Fate> fates;
  for (const MailFields& block : report.status)
    if (!field_of(block, "action").empty()) fates.push_back(fate_of(block));
  if (!fates.empty()) {
    receipt = status_receipt(fates);
    return true;
  }
  for (const MailFields& block : report.feedback) {
    const std::string type = lower_case(field_of(block, "feedback-type"));
    if (!wants_an_end(type)) continue;
    receipt.reason = "opted_out";
    receipt.code = type;
    receipt.detail = "the recipient complained to the mail service";
    return true;
  }
  return false;
}

// The report's own name: the same mail may come or be read twice, and says nothing new then.
std::string name_of(const MailEntity& mail, std::string_view text) {
  constexpr std::size_t kLongest = 150;
  const std::string_view id = field_of(mail.fields, "message-id");
  if (!id.empty() && id.size() <= kLongest) return std::string(id);
  return "sha256:" + sha256_hex({text}).substr(0, 32);
}

std::string with_name(const std::string& detail, const std::string& name) {
  const std::string tail = "; report " + name;
  return bounded_detail(detail.substr(0, Outcome::kMaxDetail - tail.size()) + tail);
}

}  // namespace

ReturnedMail read_returned_mail(std::string_view text, const BounceAddress& address) {
  ReturnedMail out;
  const MailEntity mail = read_entity(text);
  const ContentType type = read_content_type(field_of(mail.fields, "content-type"));
  if (type.type != "multipart/report") return out;
  const auto boundary = type.parameters.find("boundary");
  if (boundary == type.parameters.end()) return out;
  const Report report = read_report(mail, boundary->second);
  if (!read_words(report, out.receipt)) return out;
  BounceAddress::Found found = address.find_in(report.addresses);
  if (found.forged) out.kind = ReturnedMail::Kind::forged;
  if (found.reference.empty()) return out;
  out.kind = ReturnedMail::Kind::report;
  out.receipt.reference = std::move(found.reference);
  out.receipt.detail = with_name(out.receipt.detail, name_of(mail, text));
  out.receipt.repeats = true;
  return out;
}

}  // namespace triand::channels::email
