#pragma once

#include <string>

#include "daemon/server/api_error.hpp"

namespace triand::server {

// The API's refusals, with the exit codes of the contract's section 3.
[[nodiscard]] ApiError invalid_request(std::string message, std::string hint);              // 2
[[nodiscard]] ApiError not_found(std::string name, std::string message, std::string hint);  // 5
[[nodiscard]] ApiError wrong_state(std::string message, std::string hint);                  // 6
[[nodiscard]] ApiError refused(std::string name, std::string message, std::string hint);    // 8

[[nodiscard]] ApiError no_campaign(const std::string& id);
[[nodiscard]] ApiError no_channel(const std::string& name);
[[nodiscard]] ApiError no_unit(const std::string& prefix);
// Waiting helps (7).
[[nodiscard]] ApiError too_many_uploads();  // at once; answered with 429
[[nodiscard]] ApiError uploads_full();      // the disk's share of them is used up
[[nodiscard]] ApiError too_many_jobs();
// Letters that were with the press when the service stopped (7). `what`: "batch b-1 was".
[[nodiscard]] ApiError still_printing(const std::string& what);
// The plan that an order was about is not there any more (6).
[[nodiscard]] ApiError other_plan(const std::string& campaign);
// Its data, by which an order would go, are others than its caller saw (6).
[[nodiscard]] ApiError customer_changed();
// References and codes of customers are not repeated: whoever asked knows them, and a client's log need not.
[[nodiscard]] ApiError no_delivery();
[[nodiscard]] ApiError no_customer();

}  // namespace triand::server
