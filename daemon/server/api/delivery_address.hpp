#pragma once

#include <string>

#include "daemon/domain/leg.hpp"
#include "daemon/store/reader.hpp"

namespace triand::server {

// Where a delivery went or will go: the address of the customer as they were in the version that was sent; as
// they are now while nothing was sent. A telephone is in E.164. Empty once the customer's data was erased.
[[nodiscard]] std::string address_of(store::Reader& reader, const store::DeliveryView& view);

// That address for those who may not see it whole. A customer's code is shown as it is.
[[nodiscard]] std::string masked_address(const std::string& address, domain::AddressKind kind);

// A gateway's words with each mention of the address masked: gateways like to repeat what they refuse.
[[nodiscard]] std::string without_address(std::string words, const std::string& address,
                                          domain::AddressKind kind);

}  // namespace triand::server
