#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace triand::receipts {

// What printer or post say of one letter.
struct LetterAck {
  enum class Status : std::uint8_t { printed, posted, returned, rejected };
  std::int64_t line = 0;  // where its row begins; the header is 1
  std::string reference;  // as it came, not empty
  Status status = Status::printed;
  std::string date;    // "2026-12-19", with a time of day behind it if one came; may be empty
  std::string reason;  // in the printer's or the post's own words; may be empty
};

struct LetterAckFault {
  std::int64_t line = 0;
  std::string message;  // what is wrong with the row and what would be right
};

struct LetterAckFile {
  std::string unusable;  // not empty: the header is not one of ours, and nothing was read
  std::vector<LetterAck> acks;
  std::vector<LetterAckFault> faults;  // rows that say nothing
};

// Reads a file of acknowledgements (contract, section 6): CSV in UTF-8 with the columns reference, status,
// date and reason, in any order and letter case; date and reason may be left out, other columns are passed
// over. Cells are parted by commas, or by semicolons when the header is, and may be quoted; a stray
// quotation mark costs its own line alone. Blank lines are not counted. Pure.
[[nodiscard]] LetterAckFile read_letter_acks(std::string_view text);

[[nodiscard]] std::string_view to_string(LetterAck::Status status);

}  // namespace triand::receipts
