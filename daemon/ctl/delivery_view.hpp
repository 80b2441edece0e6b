#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "daemon/ctl/session.hpp"

namespace triand::ctl {

// The deliveries of a document, a line each under a title line.
void print_deliveries(Session& session, const boost::json::array& deliveries);
// Deliveries without titles and aligned to fixed widths, for output that goes on.
void print_delivery_line(Session& session, const boost::json::object& delivery);
// Campaigns in which a customer gets nothing, and why; nothing where there are none.
void print_not_written_to(Session& session, const boost::json::array& left_out);
// A triand.delivery/v1 document: its fields, the text, the history.
// What customers said about messages; nothing where nobody did.
void print_feedback(Session& session, const boost::json::array& feedback);
void print_delivery(Session& session, const boost::json::object& delivery);

}  // namespace triand::ctl
