#include "daemon/server/api/refusal.hpp"

#include <utility>

namespace triand::server {

ApiError invalid_request(std::string message, std::string hint) {
  return {2, "invalid-request", std::move(message), std::move(hint)};
}

ApiError not_found(std::string name, std::string message, std::string hint) {
  return {5, std::move(name), std::move(message), std::move(hint)};
}

ApiError wrong_state(std::string message, std::string hint) {
  return {6, "wrong-state", std::move(message), std::move(hint)};
}

ApiError refused(std::string name, std::string message, std::string hint) {
  return {8, std::move(name), std::move(message), std::move(hint)};
}

ApiError no_campaign(const std::string& id) {
  return not_found("no-such-campaign", "there is no campaign " + id,
                   "the campaigns are: trianctl campaign status");
}

ApiError no_channel(const std::string& name) {
  return not_found("no-such-channel", "there is no channel " + name,
                   "the channels are: trianctl channels list");
}

ApiError no_unit(const std::string& prefix) {
  return not_found("no-such-unit", "there is no unit " + prefix, "give a unit's code prefix, such as PA05");
}

ApiError no_delivery() {
  return not_found("no-such-delivery", "there is no delivery of that reference",
                   "look for it by the customer's code: trianctl deliveries find CODE");
}

ApiError no_customer() {
  return not_found("no-such-customer", "there is no customer of that code",
                   "check the code, or load the list that has it: trianctl customers import FILE");
}

}  // namespace triand::server
