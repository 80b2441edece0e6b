#include "daemon/server/list_refusal.hpp"

namespace triand::server {

ApiError list_refusal(const std::string& file, const intake::ListProblems& problems) {
  ApiError out{.exit = 2, .error = problems.front().word, .message = {}, .hint = {}};
  for (const auto& problem : problems) {
    if (!out.message.empty()) out.message += "\n";
    out.message += file;
    if (problem.line > 0) out.message.append(":").append(std::to_string(problem.line));
    out.message.append(": ").append(problem.message);
    if (out.hint.find(problem.remedy) == std::string::npos)
      out.hint += (out.hint.empty() ? "" : "; ") + problem.remedy;
  }
  return out;
}

}  // namespace triand::server
