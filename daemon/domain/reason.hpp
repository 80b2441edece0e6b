#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace triand::domain {

// Why something is as it is: one word of a fixed list, for deliveries, recipients and customers' cells alike.
// The numbers stand in the database: add at the end, never renumber; the words are what outsiders see.
enum class Reason : std::uint8_t {
  none = 0,
  bad_number,
  no_such_address,
  not_a_zalo_user,
  opted_out,
  blocked_by_recipient,
  content_rejected,
  template_rejected,
  unreachable,
  throttled,
  out_of_quota,
  no_balance,
  not_authorized,
  gateway_down,
  timeout,
  no_receipt,
  returned_letter,
  no_contact_data,
  duplicate_customer,
  do_not_call,
  window_closed,
  cancelled,
  unknown_answer,
  missing_value,
  no_route,
  bad_email,
  mailbox_full,
  refused,
  carrier_not_registered,
  interrupted,
  connection_lost,
  misconfigured,
  letter_rejected,
  resolved_by_hand,
  retries_exhausted,
  duplicate_reference,
  erased,
  missing_customer_code,
  bad_customer_code,
  conflicting_row,  // the same customer code before in the same list with other data
  bad_encoding,
  unclosed_quote,
  row_too_long,
  cell_too_long,
  too_many_cells,
  nul_byte,
  digits_lost,  // a spreadsheet has rounded a telephone
  service_number,
  wrong_length,
  unknown_prefix,
  letters,
  foreign_number,
  unknown_unit,
  unknown_language,
  unclear_opt_out,
  no_consent,         // to advertising
  text_too_long,      // for the gateway or the carrier, or has a character that they refuse
  spreadsheet_error,  // "#N/A": a formula that failed
  retention,          // older than it may be kept
};

// What a reason says to people. All texts live as long as the program.
struct ReasonText {
  Reason reason;
  std::string_view word;
  std::string_view vietnamese;  // a whole sentence
  std::string_view english;     // a whole sentence
  std::string_view next;        // what to do now, in English
  std::string_view next_vi;     // the same in Vietnamese
};

[[nodiscard]] std::string_view to_string(Reason reason);  // "" for none
[[nodiscard]] std::optional<Reason> reason_from(std::string_view word);
[[nodiscard]] const ReasonText& text_of(Reason reason);
[[nodiscard]] std::span<const ReasonText> all_reasons();
// The reasons by which a customer refused: they end the leg, no other channel takes over.
[[nodiscard]] bool ends_leg(Reason reason);

}  // namespace triand::domain
