#include "daemon/domain/leg.hpp"

namespace triand::domain {

bool takes_messages(std::string_view e164) { return !e164.empty() && !e164.starts_with("+842"); }

std::string_view address_of(const Customer& customer, AddressKind kind) {
  switch (kind) {
    case AddressKind::telephone:
      return takes_messages(customer.phone) ? std::string_view(customer.phone) : std::string_view();
    case AddressKind::email:
      return customer.email;
    case AddressKind::postal:
      return customer.address;
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
