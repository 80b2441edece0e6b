#pragma once

#include <string>

#include <boost/json/object.hpp>

#include "daemon/server/console/literal.hpp"
#include "daemon/server/console/page_frame.hpp"
#include "daemon/server/response.hpp"

namespace triand::server {

inline constexpr Literal kTemplatesAddress = "/console/templates";
inline constexpr Literal kBenchAddress = "/console/templates/bench";

// Where that message is at the bench, for that channel; an empty message is one that is yet to be written.
[[nodiscard]] std::string bench_address(const std::string& message, const std::string& channel);

// The messages of triand.templates/v1, each with the channels by which it can be sent, and a way to write a new one.
[[nodiscard]] Response templates_page(const PageFrame& frame, const boost::json::object& templates);

}  // namespace triand::server
