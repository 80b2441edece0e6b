#pragma once

#include <iosfwd>

#include <boost/json/object.hpp>

namespace triand::ctl {

// Any document as a line for each of its plain fields.
void print_fields(std::ostream& out, const boost::json::object& document);

}  // namespace triand::ctl
