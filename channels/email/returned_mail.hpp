#pragma once

#include <string_view>

#include "channels/email/bounce_address.hpp"
#include "channels/receipt.hpp"

namespace triand::channels::email {

// What came back to a bounce address.
struct ReturnedMail {
  enum class Kind {
    report,  // a delivery status (RFC 3464, RFC 6533) or a complaint (RFC 5965) about a message of ours
    forged,  // one that names a message of ours without our signature
    other,   // holiday notices, answers of people, reports about mail that was not ours
  };
  Kind kind = Kind::other;
  Receipt receipt;  // of a report
};

// Reads one mail. It is known for a report by its content type, never by its subject, and for ours by the signed
// address it came to or tells of. Pure; any bytes may be given, cut off or broken ones too.
//   failed, 5.x.x    the message failed, with the reason that the same refusal at the door would have
//   failed, 4.x.x    failed for good after many tries: mailbox_full or retries_exhausted, never no_such_address
//   delayed          a note; delivered, relayed, expanded likewise but for `delivered`, which is a word of its own
//   complaint        a note with the reason opted_out
// A report about several addresses (ours was forwarded to all of them) says failed only if all of them failed, and
// no_such_address only if all of them do not exist.
[[nodiscard]] ReturnedMail read_returned_mail(std::string_view text, const BounceAddress& address);

}  // namespace triand::channels::email
