#include "daemon/ctl/problem_view.hpp"

#include <ostream>
#include <sstream>

#include "daemon/ctl/document.hpp"
#include "daemon/ctl/text.hpp"

namespace triand::ctl {

void print_problems(std::ostream& out, const boost::json::array& problems) {
  for (const auto& item : problems) {
    const auto& problem = as_object(item);
    out << harmless(text_at(problem, "file"));
    if (const auto line = number_at(problem, "line"); line > 0) out << ':' << line;
    out << ": ";
    if (const std::string key = text_at(problem, "key"); !key.empty()) out << harmless(key) << ": ";
    out << harmless(text_at(problem, "message")) << '\n';
  }
}

void print_text(std::ostream& out, const std::string& text) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) out << "  " << harmless(line) << '\n';
}

}  // namespace triand::ctl
