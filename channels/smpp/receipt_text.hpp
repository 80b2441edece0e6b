#pragma once

#include <string>
#include <string_view>

namespace triand::channels::smpp {

// The text of a delivery receipt: "id:1001 sub:001 dlvrd:001 submit date:2612180800 done date:2612180801 stat:DELIVRD
// err:000 text:…" (SMPP 3.4, appendix B; no standard, everybody writes it a little otherwise).
struct ReceiptText {
  std::string id;         // as it stands there; empty: none
  std::string state;      // upper case, "DELIVRD"; empty: none
  std::string error;      // empty: none
  std::string done_date;  // empty: none
};

// Looks for the keys in any letter case and order, with blanks about; what is missing stays empty. What stands behind
// `text:` is the message's own and is not looked at.
[[nodiscard]] ReceiptText read_receipt_text(std::string_view text);

}  // namespace triand::channels::smpp
