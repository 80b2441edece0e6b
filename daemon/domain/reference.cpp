#include "daemon/domain/reference.hpp"

#include <algorithm>
#include <cstdint>
#include <stdexcept>

namespace triand::domain {
namespace {

constexpr std::string_view kDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kCampaignTag = 5;
constexpr std::size_t kChannelTag = 3;
constexpr std::size_t kLegDigit = 1;
constexpr std::size_t kFrame = kCampaignTag + kLegDigit + kChannelTag;

// http://www.isthe.com/chongo/tech/comp/fnv/: FNV-1a, 64 bits, folded to 32.
std::uint32_t hash(std::string_view text) {
  std::uint64_t value = 0xCBF29CE484222325;
  for (const char c : text) {
    value ^= static_cast<unsigned char>(c);
    value *= 0x100000001B3;
  }
  return static_cast<std::uint32_t>(value ^ value >> 32);
}

std::string tag(std::string_view name, std::size_t length) {
  std::string out(length, '0');
  std::uint32_t value = hash(name);
  for (std::size_t i = length; i-- > 0; value >>= 5) out[i] = kDigits[value & 31];
  return out;
}

bool is_code_character(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); }
bool is_tag(std::string_view text) { return text.find_first_not_of(kDigits) == std::string_view::npos; }

}  // namespace

std::string campaign_tag(std::string_view campaign) { return tag(campaign, kCampaignTag); }
std::string channel_tag(std::string_view channel) { return tag(channel, kChannelTag); }

std::string make_reference(std::string_view campaign, std::string_view customer_code, int leg,
                           std::string_view channel) {
  if (customer_code.empty() || customer_code.size() > kLongestReference - kFrame ||
      !std::all_of(customer_code.begin(), customer_code.end(), is_code_character))
    throw std::invalid_argument("a reference needs a customer code of at most 23 capitals and digits");
  if (leg < 0 || leg >= static_cast<int>(kDigits.size()))
    throw std::invalid_argument("a reference has room for the legs 0 to 31");
  std::string out = campaign_tag(campaign);
  out += customer_code;
  out += kDigits[static_cast<std::size_t>(leg)];
  out += channel_tag(channel);
  return out;
}

std::optional<ReferenceParts> split_reference(std::string_view text) {
  if (text.size() <= kFrame || text.size() > kLongestReference) return std::nullopt;
  std::string upper(text);
  for (char& c : upper)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (!std::all_of(upper.begin(), upper.end(), is_code_character)) return std::nullopt;
  const std::size_t code = upper.size() - kFrame;
  ReferenceParts parts;
  parts.campaign_tag = upper.substr(0, kCampaignTag);
  parts.customer_code = upper.substr(kCampaignTag, code);
  const std::size_t leg = kDigits.find(upper[kCampaignTag + code]);
  parts.channel_tag = upper.substr(upper.size() - kChannelTag);
  if (leg == std::string_view::npos || !is_tag(parts.campaign_tag) || !is_tag(parts.channel_tag))
    return std::nullopt;
  parts.leg = static_cast<int>(leg);
  return parts;
}

}  // namespace triand::domain
