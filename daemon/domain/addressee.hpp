#pragma once

#include <string>
#include <vector>

#include "daemon/domain/reason.hpp"
#include "daemon/domain/suppression.hpp"

namespace triand::domain {

// Whom one message by email, SMS or Zalo went to: the address as it was then, whatever lists have said since.
struct Addressee {
  std::string customer_code;
  std::string email;                                 // may be empty: erased, or it went to a telephone
  std::string phone = {};                            // "+84912345678"; the same
  SuppressionScope scope = SuppressionScope::email;  // what it came by: email, sms or zalo
};

// Whether a word about one message is about the address or its owner as well, for a message that has an Addressee.
[[nodiscard]] bool is_about_addressee(Reason reason);

// What must not be sent any more after such a word, of an email:
//   no_such_address  nothing by email to this address
//   opted_out        nothing by email to this address, and to this customer whatever the address (a complaint)
// and of an SMS or a Zalo message:
//   opted_out        nothing by that to this telephone, whoever the customer is
// Every other reason: nothing follows. A mailbox that was full, a server that refused or a message that went round
// until its time was over says nothing about the next campaign.
[[nodiscard]] std::vector<Suppression> suppressions_by_word(Reason reason, const Addressee& addressee);

// What follows when the recipient says so himself. No more email of any kind comes to this address. In a care campaign
// it ends all email to the customer; in an advertising one all advertising to him, by any channel (Decree 91/2020,
// article 16: a refusal is about the advertiser's advertising).
[[nodiscard]] std::vector<Suppression> suppressions_by_unsubscribing(const Addressee& addressee,
                                                                     bool advertising);

}  // namespace triand::domain
