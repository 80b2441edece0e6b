#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace triand::domain {

// The delivery's name towards the world: 5 characters for the campaign, the customer's code as it is, one for the leg,
// 3 for the channel. It follows from those four alone, so it is the same on every try, in every database and after a
// restore; and it is found again through the customer's code, without an index of its own. Nothing here may ever
// change: gateways know messages by it.
inline constexpr std::size_t kLongestReference = 32;

struct ReferenceParts {
  std::string campaign_tag;
  std::string customer_code;
  int leg = 0;
  std::string channel_tag;
  bool operator==(const ReferenceParts&) const = default;
};

// 5 and 3 characters of Crockford's base32 (digits and capitals without I L O U), from the name's 64-bit FNV-1a hash.
// Two channels of one configuration, or two campaigns of one database, must not have the same tag.
[[nodiscard]] std::string campaign_tag(std::string_view campaign);
[[nodiscard]] std::string channel_tag(std::string_view channel);

// Throws std::invalid_argument when the code is empty, is not [0-9A-Z] or makes it longer than kLongestReference, or
// the leg is not 0..31.
[[nodiscard]] std::string make_reference(std::string_view campaign, std::string_view customer_code, int leg,
                                         std::string_view channel);

// The parts of a reference in either letter case, in capitals; nullopt when it cannot be one of ours. To know that it
// is, compare leg and tags with those of each of the customer's deliveries.
[[nodiscard]] std::optional<ReferenceParts> split_reference(std::string_view text);

}  // namespace triand::domain
