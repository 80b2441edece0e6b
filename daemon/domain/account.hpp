#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace triand::domain {

inline constexpr std::size_t kLongestAccountName = 64;
inline constexpr std::size_t kShortestPassword = 12;  // characters
inline constexpr std::size_t kLongestPassword = 512;  // bytes: crypt(3) takes no more

// Why a text cannot be the name of an account, as a sentence; empty: it can. Names are those of system users and of
// domains: letters, digits and . _ - @ of ASCII, so that no two look alike.
[[nodiscard]] std::string account_name_fault(std::string_view name);

// Why a text cannot be the password of the account, as a sentence that does not repeat it; empty: it can.
[[nodiscard]] std::string password_fault(std::string_view name, std::string_view password);

}  // namespace triand::domain
