#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "daemon/ctl/session.hpp"

namespace triand::ctl {

// The deliveries of a document, a line each under a title line.
void print_deliveries(Session& session, const boost::json::array& deliveries);
// The same without titles and aligned to fixed widths, for output that goes on.
void print_delivery_line(Session& session, const boost::json::object& delivery);
// A triand.delivery/v1 document: its fields, the text, the history.
void print_delivery(Session& session, const boost::json::object& delivery);

}  // namespace triand::ctl
