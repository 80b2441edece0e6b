#pragma once

#include <string>
#include <string_view>

#include "templates/commune_table.hpp"

namespace triand::channels::letter {

// A customer's address in the form of since 2025-07-01: street, hamlet and house / commune / province, never a district.
// What is printed may differ from what the list said; that is told, and what cannot be decided is told as well.
struct PostalAddress {
  std::string lines;     // what is printed above the province
  std::string commune;   // one of those lines: for sorting; empty when the address names none
  std::string province;  // the last line; empty when nobody names one
  std::string region;    // the same by its name of today, without kind and postcode: for sorting
  // What is printed otherwise than the list says, as a sentence; empty: nothing.
  std::string changed;
  // Why it cannot be printed, as a sentence with the remedy; empty: it can.
  std::string unclear;
};

// What becomes of an address that names a district where no table says what its commune became. By the name alone it
// may be another one: 73 names stood in several districts of a province, and what a name became depends on its district.
enum class Districts { unclear, left_out };

// `raw`: parts parted by commas or line ends, NFC. `province`: the list's column, for an address that names none.
// `communes`: what the old communes became, or null.
[[nodiscard]] PostalAddress read_address(std::string_view raw, std::string_view province,
                                         const templates::CommuneTable* communes,
                                         Districts without_table = Districts::unclear);

}  // namespace triand::channels::letter
