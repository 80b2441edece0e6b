#pragma once

#include <string>
#include <variant>

#include <boost/json/object.hpp>

#include "channels/envelope.hpp"
#include "daemon/plan/preview.hpp"
#include "daemon/server/api_world.hpp"
#include "daemon/store/reader.hpp"

namespace triand::app {

// How messages of a campaign are shown.

[[nodiscard]] server::DeliveryText delivery_text(const plan::PlanBasis& basis, const plan::Preview& preview);
// One of `messages` of triand.preview/v1.
[[nodiscard]] boost::json::object preview_message(const plan::PlanBasis& basis, const plan::Preview& preview);

// One customer to show a message with: the named one, or the first there is.
[[nodiscard]] std::variant<store::StoredCustomer, server::ApiError> example_customer(store::Reader& from,
                                                                                     const std::string& code);

// What a channel is given of a composed message, without its reference and address.
[[nodiscard]] channels::Envelope envelope_of(const std::string& campaign,
                                             const store::StoredCustomer& customer, plan::Composed composed);

}  // namespace triand::app
