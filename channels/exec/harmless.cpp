#include "channels/exec/harmless.hpp"

#include "channels/outcome.hpp"

namespace triand::channels::exec {
namespace {

constexpr std::size_t kTelling = 7;  // so many digits name somebody

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool ends_word(char c) { return std::string_view(" \t\"'<>,;:()[]{}=").find(c) != std::string_view::npos; }

// The local part of every email address.
std::string without_mailboxes(std::string text) {
  for (std::size_t at = text.find('@'); at != std::string::npos; at = text.find('@', at + 1)) {
    std::size_t begin = at;
    while (begin > 0 && !ends_word(text[begin - 1])) --begin;
    text.replace(begin, at - begin, "…");
    at = begin + std::string_view("…").size();
  }
  return text;
}

}  // namespace

std::string harmless(std::string_view text) {
  const std::string bounded = without_mailboxes(bounded_detail(text));
  std::string out;
  for (std::size_t at = 0; at < bounded.size();) {
    std::size_t end = at;
    while (end < bounded.size() && is_digit(bounded[end])) ++end;
    if (end - at >= kTelling)
      out += "…" + bounded.substr(end - 3, 3);
    else
      out += bounded.substr(at, end - at);
    if (end < bounded.size()) out += bounded[end++];
    at = end;
  }
  return out;
}

}  // namespace triand::channels::exec
