#pragma once

#include <iosfwd>
#include <string>

#include <boost/json/array.hpp>

namespace triand::ctl {

// Faults of a file, each as FILE:LINE: KEY: message; line and key are left out where there are none.
void print_problems(std::ostream& out, const boost::json::array& problems);
// A text of several lines, moved in by two columns.
void print_text(std::ostream& out, const std::string& text);

}  // namespace triand::ctl
