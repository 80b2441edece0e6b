#pragma once

namespace triand::channels {

// Which of a customer's data is the address of a channel.
enum class AddressKind { telephone, email, postal, customer_code };

}  // namespace triand::channels
