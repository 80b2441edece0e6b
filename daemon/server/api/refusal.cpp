#include "daemon/server/api/refusal.hpp"

#include <utility>

namespace triand::server {
namespace {

constexpr std::chrono::seconds kSoon{30};
constexpr std::chrono::seconds kLater{300};

}  // namespace

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

ApiError too_many_uploads() {
  return {1, "too-many-uploads", "several files are coming in just now, and nothing of this one was taken",
          "send it again when one of them has come", kSoon};
}

ApiError uploads_full() {
  return {1, "uploads-full", "the files that wait to be loaded leave no room for another one",
          "send it again when some of them are loaded: trianctl customers imports", kLater};
}

ApiError too_many_jobs() {
  return {1, "too-many-jobs", "too much work is waiting already, and this was not begun",
          "ask again when some of it is done", kSoon};
}

ApiError still_printing(const std::string& what) {
  return {7, "still-printing", what + " still being printed when the service stopped",
          "look how it stands before you ask again: trianctl letters list"};
}

ApiError other_plan(const std::string& campaign) {
  return {6, "other-plan", "campaign " + campaign + " was planned again meanwhile, and nothing was approved",
          "look at the new plan, then approve that one: trianctl campaign status " + campaign};
}

ApiError customer_changed() {
  return {6, "customer-changed",
          "the customer's data have changed since they were looked at, and nothing was done",
          "look at the customer again, above all at the address, then decide"};
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
