#include "channels/smpp/status_table.hpp"

#include <algorithm>
#include <array>

namespace triand::channels::smpp {
namespace {

using FailureClass::configuration;
using FailureClass::content;
using FailureClass::recipient;
using FailureClass::throttled;
using FailureClass::transient;

// SMPP 3.4, 5.1.3, and the values above 0xFF of 5.0. What follows from each is ours.
constexpr std::array kTable = {
    StatusMeaning{0x00, "ESME_ROK", FailureClass::none, ""},
    StatusMeaning{0x01, "ESME_RINVMSGLEN", content, "content_rejected"},
    StatusMeaning{0x02, "ESME_RINVCMDLEN", transient, "unknown_answer"},
    StatusMeaning{0x03, "ESME_RINVCMDID", transient, "unknown_answer"},
    StatusMeaning{0x04, "ESME_RINVBNDSTS", transient, "gateway_down"},
    StatusMeaning{0x05, "ESME_RALYBND", transient, "gateway_down"},
    StatusMeaning{0x06, "ESME_RINVPRTFLG", configuration, "misconfigured"},
    StatusMeaning{0x07, "ESME_RINVREGDLVFLG", configuration, "misconfigured"},
    StatusMeaning{0x08, "ESME_RSYSERR", transient, "unknown_answer"},
    StatusMeaning{0x0A, "ESME_RINVSRCADR", configuration, "misconfigured"},
    StatusMeaning{0x0B, "ESME_RINVDSTADR", recipient, "bad_number"},
    StatusMeaning{0x0C, "ESME_RINVMSGID", transient, "unknown_answer"},
    StatusMeaning{0x0D, "ESME_RBINDFAIL", configuration, "not_authorized"},
    StatusMeaning{0x0E, "ESME_RINVPASWD", configuration, "not_authorized"},
    StatusMeaning{0x0F, "ESME_RINVSYSID", configuration, "not_authorized"},
    StatusMeaning{0x11, "ESME_RCANCELFAIL", transient, "unknown_answer"},
    StatusMeaning{0x13, "ESME_RREPLACEFAIL", transient, "unknown_answer"},
    StatusMeaning{0x14, "ESME_RMSGQFUL", throttled, "throttled"},
    StatusMeaning{0x15, "ESME_RINVSERTYP", configuration, "misconfigured"},
    StatusMeaning{0x33, "ESME_RINVNUMDESTS", configuration, "misconfigured"},
    StatusMeaning{0x34, "ESME_RINVDLNAME", transient, "unknown_answer"},
    StatusMeaning{0x40, "ESME_RINVDESTFLAG", configuration, "misconfigured"},
    StatusMeaning{0x42, "ESME_RINVSUBREP", transient, "unknown_answer"},
    StatusMeaning{0x43, "ESME_RINVESMCLASS", content, "content_rejected"},
    StatusMeaning{0x44, "ESME_RCNTSUBDL", transient, "unknown_answer"},
    StatusMeaning{0x45, "ESME_RSUBMITFAIL", transient, "unknown_answer"},
    StatusMeaning{0x48, "ESME_RINVSRCTON", configuration, "misconfigured"},
    StatusMeaning{0x49, "ESME_RINVSRCNPI", configuration, "misconfigured"},
    StatusMeaning{0x50, "ESME_RINVDSTTON", recipient, "bad_number"},
    StatusMeaning{0x51, "ESME_RINVDSTNPI", recipient, "bad_number"},
    StatusMeaning{0x53, "ESME_RINVSYSTYP", configuration, "misconfigured"},
    StatusMeaning{0x54, "ESME_RINVREPFLAG", configuration, "misconfigured"},
    StatusMeaning{0x55, "ESME_RINVNUMMSGS", transient, "unknown_answer"},
    StatusMeaning{0x58, "ESME_RTHROTTLED", throttled, "throttled"},
    StatusMeaning{0x61, "ESME_RINVSCHED", configuration, "misconfigured"},
    StatusMeaning{0x62, "ESME_RINVEXPIRY", configuration, "misconfigured"},
    StatusMeaning{0x63, "ESME_RINVDFTMSGID", configuration, "misconfigured"},
    StatusMeaning{0x64, "ESME_RX_T_APPN", transient, "unknown_answer"},
    StatusMeaning{0x65, "ESME_RX_P_APPN", recipient, "refused"},
    StatusMeaning{0x66, "ESME_RX_R_APPN", recipient, "refused"},
    StatusMeaning{0x67, "ESME_RQUERYFAIL", transient, "unknown_answer"},
    StatusMeaning{0xC0, "ESME_RINVOPTPARSTREAM", content, "content_rejected"},
    StatusMeaning{0xC1, "ESME_ROPTPARNOTALLWD", content, "content_rejected"},
    StatusMeaning{0xC2, "ESME_RINVPARLEN", content, "content_rejected"},
    StatusMeaning{0xC3, "ESME_RMISSINGOPTPARAM", content, "content_rejected"},
    StatusMeaning{0xC4, "ESME_RINVOPTPARAMVAL", content, "content_rejected"},
    StatusMeaning{0xFE, "ESME_RDELIVERYFAILURE", transient, "unreachable"},
    StatusMeaning{0xFF, "ESME_RUNKNOWNERR", transient, "unknown_answer"},
    StatusMeaning{0x100, "ESME_RSERTYPUNAUTH", configuration, "not_authorized"},
    StatusMeaning{0x101, "ESME_RPROHIBITED", configuration, "not_authorized"},
    StatusMeaning{0x104, "ESME_RINVDCS", content, "content_rejected"},
};

const StatusMeaning* find(std::uint32_t status) {
  const auto* found = std::find_if(kTable.begin(), kTable.end(),
                                   [status](const StatusMeaning& one) { return one.status == status; });
  return found == kTable.end() ? nullptr : found;
}

std::string hex(std::uint32_t value) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out = "0x";
  for (int shift = 28; shift >= 0; shift -= 4) out += kDigits[value >> static_cast<unsigned>(shift) & 15U];
  return out;
}

// Deferred where another try may help, rejected where it cannot.
Outcome outcome_of(FailureClass failure, std::string reason, std::uint32_t status, std::string detail) {
  const bool again = failure == FailureClass::transient || failure == FailureClass::throttled;
  return again ? Outcome::deferred(failure, std::move(reason), hex(status), std::move(detail))
               : Outcome::rejected(failure, std::move(reason), hex(status), std::move(detail));
}

// What is in no table is tried again twice, and then left to a person.
Outcome unknown(std::uint32_t status) {
  constexpr int kAttempts = 3;
  Outcome out = outcome_of(FailureClass::transient, "unknown_answer", status,
                           "a status that nobody knows: " + hex(status));
  out.most_attempts = kAttempts;
  out.for_a_person = true;
  return out;
}

}  // namespace

std::string status_text(std::uint32_t status) {
  const StatusMeaning* known = find(status);
  return known == nullptr ? hex(status) : hex(status) + " " + std::string(known->name);
}

Outcome submit_refused(std::uint32_t status, const StatusOverrides& overrides) {
  if (const auto own = overrides.find(status); own != overrides.end())
    return outcome_of(own->second.first, own->second.second, status, status_text(status));
  const StatusMeaning* known = find(status);
  if (known == nullptr) return unknown(status);
  return outcome_of(known->failure, std::string(known->reason), status, status_text(status));
}

Outcome bind_refused(std::uint32_t status) {
  const std::string detail = "the server refused the bind: " + status_text(status);
  if (is_account_fault(status)) {
    const StatusMeaning* known = find(status);
    return Outcome::rejected(FailureClass::configuration, std::string(known->reason), hex(status), detail);
  }
  // Without a code: no message was handed over, and none has lost an attempt.
  return Outcome::deferred(FailureClass::transient, "gateway_down", "", detail);
}

bool is_account_fault(std::uint32_t status) {
  const StatusMeaning* known = find(status);
  return known != nullptr && known->failure == FailureClass::configuration;
}

}  // namespace triand::channels::smpp
