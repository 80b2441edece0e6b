#include "channels/letter/settings.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>
#include <variant>

#include "channels/letter/picture.hpp"
#include "templates/text_lines.hpp"
#include "templates/vietnamese.hpp"

namespace triand::channels::letter {
namespace {

constexpr std::size_t kMaxSenderLines = 8;
constexpr std::size_t kMaxSenderLine = 200;
constexpr std::size_t kMaxPlace = 100;
constexpr std::size_t kMegabyte = std::size_t{1} << 20;
constexpr std::size_t kMaxTable = 16;  // megabytes; the whole country's communes are one

// A file beside the config file, unless its path is absolute. Empty with a fault.
std::string read_file(config::Block& block, std::string_view key, const std::string& name,
                      std::size_t max_megabytes = 1) {
  const std::filesystem::path path = std::filesystem::path(block.file()).parent_path() / name;
  std::ifstream in(path, std::ios::binary);
  std::string bytes(std::istreambuf_iterator<char>(in), {});
  if (!in || bytes.empty()) {
    block.complain(key, path.string() + " cannot be read");
    return {};
  }
  if (bytes.size() > max_megabytes * kMegabyte) {
    block.complain(key, path.string() + " is larger than " + std::to_string(max_megabytes) + " MB");
    return {};
  }
  return bytes;
}

std::string line_of(const std::string& text) {
  return templates::joined(templates::lines_of(templates::nfc(text)), " ");
}

Signature read_signature(config::Block block) {
  Signature signature;
  signature.title = line_of(block.text("title", ""));
  signature.name = line_of(block.text("name", ""));
  signature.width = mm(block.number("width", 10, 80, 40));
  if (const std::string image = block.text("image", ""); !image.empty()) {
    signature.image = read_file(block, "image", image);
    if (!signature.image.empty() && !read_png(signature.image))
      block.complain("image", "is not a PNG; save the signature as one");
  }
  return signature;
}

std::shared_ptr<const templates::CommuneTable> read_communes(config::Block& block, const std::string& file) {
  const std::string text = read_file(block, "communes", file, kMaxTable);
  if (text.empty()) return nullptr;
  auto loaded = templates::CommuneTable::load(text);
  if (auto* table = std::get_if<templates::CommuneTable>(&loaded))
    return std::make_shared<const templates::CommuneTable>(std::move(*table));
  const std::string path = (std::filesystem::path(block.file()).parent_path() / file).string();
  for (const auto& fault : std::get<1>(loaded))
    block.problems().push_back({path, fault.line, "communes", fault.message});
  return nullptr;
}

void read_gateway(config::Block& block, const std::string& gateways, Settings& settings) {
  const std::string name = block.text("gateway");
  if (name.empty()) return;
  if (name.find('/') != std::string::npos || name.front() == '.') {
    block.complain(
        "gateway",
        "expected the name of a file in the gateways folder without its .yaml, such as window-dl-c5");
    return;
  }
  const std::string path = (std::filesystem::path(gateways) / (name + ".yaml")).string();
  if (const auto profile = read_profile(config::Block::load(path, block.problems())))
    settings.stationery.profile = *profile;
}

void read_sender(config::Block& block, Stationery& stationery) {
  stationery.sender_address = templates::lines_of(templates::nfc(block.text("sender_address", "")));
  if (stationery.sender_address.size() > kMaxSenderLines)
    block.complain("sender_address", "has more lines than there is room for; write at most 8");
  for (const std::string& line : stationery.sender_address)
    if (line.size() > kMaxSenderLine)
      block.complain("sender_address", "has a line of more than 200 bytes; break it");
  stationery.place = line_of(block.text("place", ""));
  if (stationery.place.size() > kMaxPlace)
    block.complain("place", "is longer than 100 bytes; name the town alone");
}

}  // namespace

Settings read_settings(config::Block& block, const PluginPlaces& places) {
  Settings settings;
  settings.directory = block.text("directory");
  if (!settings.directory.empty() && settings.directory.front() != '/')
    block.complain("directory", "is not an absolute path; write one such as /var/lib/triand/letters");
  // Those in the presses and the one that fills are in memory, and a print house takes files of up to about 5,000 letters.
  settings.batch = static_cast<std::size_t>(block.integer("batch", 1, 5000, 500));
  settings.cut_off = block.time_of_day("cut_off", settings.cut_off);
  if (block.has("gateway")) read_gateway(block, places.gateways, settings);
  read_sender(block, settings.stationery);
  if (block.has("signature")) settings.stationery.signature = read_signature(block.child("signature"));
  if (const std::string file = block.text("second_page", ""); !file.empty())
    settings.stationery.second_page = paragraphs_of(templates::nfc(read_file(block, "second_page", file)));
  if (!settings.stationery.second_page.empty() && settings.stationery.profile.pages == 1)
    block.complain("second_page", "leaves the letter no page of the one that the gateway's `pages` allows");
  settings.communes = places.communes;
  if (const std::string file = block.text("communes", ""); !file.empty())
    settings.communes = read_communes(block, file);
  settings.districts =
      block.choice("districts", {"hold", "leave_out"}, 0) == 0 ? Districts::unclear : Districts::left_out;
  return settings;
}

}  // namespace triand::channels::letter
