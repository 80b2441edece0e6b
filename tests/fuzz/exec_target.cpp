#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "channels/exec/harmless.hpp"
#include "channels/exec/line_reader.hpp"
#include "channels/exec/said.hpp"
#include "tests/fuzz/must.hpp"
#include "tests/fuzz/sound_words.hpp"
#include "tests/fuzz/targets.hpp"

// What a program of an exec channel writes.
namespace triand::fuzz {
namespace {

using namespace channels::exec;

using Lines = std::vector<std::pair<std::string, bool>>;

Lines lines(std::string_view bytes, std::size_t piece, std::size_t longest) {
  Lines out;
  LineReader reader(longest,
                    [&out](std::string_view text, bool too_long) { out.emplace_back(text, too_long); });
  while (!bytes.empty()) {
    reader.feed(bytes.substr(0, piece));
    bytes.remove_prefix(std::min(piece, bytes.size()));
  }
  reader.finish();
  return out;
}

bool has_many_digits(std::string_view text) {
  std::size_t run = 0;
  for (const char c : text) {
    run = c >= '0' && c <= '9' ? run + 1 : 0;
    if (run >= 7) return true;
  }
  return false;
}

void read(const std::string& line) {
  const Said said = read_line(line);
  must(said.outcome || said.receipt || !said.fault.empty(), "a line says something, or has a fault");
  if (said.outcome) {
    must(!said.reference.empty(), "an answer names its message");
    must_be_sound(*said.outcome);
  }
  if (said.receipt) {
    must(!said.receipt->reference.empty() || !said.receipt->provider_id.empty(),
         "a receipt names its message");
    must_be_sound(*said.receipt);
  }
  const std::string shown = harmless(line);
  must(intake::is_utf8(shown), "what goes into the log is UTF-8");
  must(!has_many_digits(shown), "no telephone goes into the log");
}

}  // namespace

void fuzz_exec_lines(std::string_view bytes) {
  const Lines whole = lines(bytes, bytes.size() + 1, 4096);
  must(lines(bytes, 3, 4096) == whole, "where the output is cut makes no difference");
  for (const auto& [text, too_long] : whole) read(text);
  for (const auto& [text, too_long] : lines(bytes, 5, 16))
    must(text.size() <= 16, "no line is longer than it may");
}

}  // namespace triand::fuzz
