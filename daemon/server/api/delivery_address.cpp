#include "daemon/server/api/delivery_address.hpp"

#include <vector>

#include "daemon/domain/mask.hpp"
#include "daemon/domain/telephone.hpp"

namespace triand::server {
namespace {

constexpr std::string_view kHidden = "***";

void replace_all(std::string& words, const std::string& what, const std::string& with) {
  if (what.empty()) return;
  for (std::size_t at = words.find(what); at != std::string::npos; at = words.find(what, at + with.size()))
    words.replace(at, what.size(), with);
}

}  // namespace

std::string address_of(store::Reader& reader, const store::DeliveryView& view) {
  if (reader.is_erased(view)) return {};
  const auto stored = reader.customer(view.customer_id, view.customer_version);
  if (!stored) return {};
  return std::string(domain::address_of(stored->customer, view.address_kind));
}

std::string masked_address(const std::string& address, domain::AddressKind kind) {
  switch (kind) {
    case domain::AddressKind::telephone:
      return domain::mask_telephone(address);
    case domain::AddressKind::email:
      return domain::mask_email(address);
    case domain::AddressKind::postal:
      // mask_address() would take one with an @ in it for an email and show what follows.
      if (address.find('@') != std::string::npos) return std::string(kHidden);
      return domain::mask_address(address);
    case domain::AddressKind::customer_code:
      break;
  }
  return address;
}

std::string without_address(std::string words, const std::string& address, domain::AddressKind kind) {
  if (address.empty() || kind == domain::AddressKind::customer_code) return words;
  const std::string masked = masked_address(address, kind);
  replace_all(words, address, masked);
  if (kind == domain::AddressKind::telephone && address.front() == '+') {
    replace_all(words, address.substr(1), masked);
    replace_all(words, domain::national_form(address), masked);
  }
  return words;
}

}  // namespace triand::server
