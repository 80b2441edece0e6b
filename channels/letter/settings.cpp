#include "channels/letter/settings.hpp"

#include "channels/letter/text_lines.hpp"
#include "templates/vietnamese.hpp"

namespace triand::channels::letter {
namespace {

constexpr std::size_t kMaxSenderLines = 8;
constexpr std::size_t kMaxSenderLine = 200;

}  // namespace

Settings read_settings(config::Block& block) {
  Settings settings;
  settings.directory = block.text("directory");
  if (!settings.directory.empty() && settings.directory.front() != '/')
    block.complain("directory", "is not an absolute path; write one such as /var/lib/triand/letters");
  // The whole batch is in memory, and a print house takes files of up to about 5,000 letters.
  settings.batch = static_cast<std::size_t>(block.integer("batch", 1, 5000, 500));
  settings.cut_off = block.time_of_day("cut_off", settings.cut_off);
  settings.sender_address = lines_of(templates::nfc(block.text("sender_address", "")));
  if (settings.sender_address.size() > kMaxSenderLines)
    block.complain("sender_address", "has more lines than there is room for; write at most 8");
  for (const std::string& line : settings.sender_address)
    if (line.size() > kMaxSenderLine)
      block.complain("sender_address", "has a line of more than 200 bytes; break it");
  return settings;
}

}  // namespace triand::channels::letter
