#include "daemon/domain/leg.hpp"

namespace triand::domain {

bool takes_messages(std::string_view e164) { return !e164.empty() && !e164.starts_with("+842"); }

namespace {

// With a table of communes an import has put the address as it is written since July 2025 beside the one that came; a
// list may also say it itself.
std::string_view postal_address(const Customer& customer) {
  for (const auto& [column, value] : customer.extra)
    if (column == "address_two_level" && !value.empty()) return value;
  return customer.address;
}

}  // namespace

std::string_view address_of(const Customer& customer, AddressKind kind) {
  switch (kind) {
    case AddressKind::telephone:
      return takes_messages(customer.phone) ? std::string_view(customer.phone) : std::string_view();
    case AddressKind::email:
      return customer.email;
    case AddressKind::postal:
      return postal_address(customer);
    case AddressKind::customer_code:
      return customer.code;
  }
  return {};
}

std::optional<std::size_t> next_usable(std::span<const AddressKind> leg, std::size_t first,
                                       const Customer& customer) {
  for (std::size_t position = first; position < leg.size(); ++position) {
    if (!address_of(customer, leg[position]).empty()) return position;
  }
  return std::nullopt;
}

std::optional<std::size_t> next_usable(const Leg& leg, std::size_t first, const Customer& customer,
                                       const AddressKinds& kinds) {
  for (std::size_t position = first; position < leg.size(); ++position) {
    const auto kind = kinds.find(leg[position]);
    if (kind != kinds.end() && !address_of(customer, kind->second).empty()) return position;
  }
  return std::nullopt;
}

}  // namespace triand::domain
