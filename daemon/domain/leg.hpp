#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "daemon/domain/campaign.hpp"
#include "daemon/domain/customer.hpp"

namespace triand::domain {

// Which of a customer's data is the address of a channel. The same words as channels::AddressKind, which this room
// may not know; whoever sees both converts. The numbers stand in the database: never renumber.
enum class AddressKind : std::uint8_t { telephone, email, postal, customer_code };

// Channel name → what it needs as an address.
using AddressKinds = std::map<std::string, AddressKind, std::less<>>;

// True for a telephone that takes SMS and Zalo messages. Vietnamese fixed lines are +842… (0 and the area code 2xx);
// they are kept for the duplicate check but reach nobody by text.
[[nodiscard]] bool takes_messages(std::string_view e164);

// The customer's address of that kind; empty when there is none. Points into the customer.
[[nodiscard]] std::string_view address_of(const Customer& customer, AddressKind kind);

// The position of the first channel from `first` on that has an address for this customer; nullopt when the leg
// has none left. After a failure at position p, ask with p + 1.
[[nodiscard]] std::optional<std::size_t> next_usable(std::span<const AddressKind> leg, std::size_t first,
                                                     const Customer& customer);
// The same for a leg of channel names. A channel that is not in `kinds` (no longer configured) is passed over.
[[nodiscard]] std::optional<std::size_t> next_usable(const Leg& leg, std::size_t first,
                                                     const Customer& customer, const AddressKinds& kinds);

}  // namespace triand::domain
