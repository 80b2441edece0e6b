#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace triand::standin {

// A piece of a name as it is written, and in plain letters for an email address.
struct NamePiece {
  std::string_view written;
  std::string_view plain;
};

// Common Vietnamese pieces, put together as family name, middle name and a given name of two words. The given names
// were chosen so that no combination is the name of a person known to the public.
[[nodiscard]] const std::vector<NamePiece>& family_names();  // the commoner the earlier
[[nodiscard]] const std::vector<std::string_view>& middle_names(bool female);
[[nodiscard]] const std::vector<NamePiece>& given_names(bool female);
// What a made-up company is called after its legal form.
[[nodiscard]] const std::vector<std::string_view>& company_names();
[[nodiscard]] const std::vector<std::string_view>& company_forms();
[[nodiscard]] const std::vector<std::string_view>& street_names();

}  // namespace triand::standin
