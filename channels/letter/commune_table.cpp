#include "channels/letter/commune_table.hpp"

#include <algorithm>
#include <array>
#include <fstream>

#include "channels/letter/place_kind.hpp"
#include "channels/letter/province.hpp"
#include "channels/letter/text_lines.hpp"
#include "templates/vietnamese.hpp"

namespace triand::channels::letter {
namespace {

constexpr std::string_view kHeader = "old_commune,old_district,old_province,new_commune,new_province";
constexpr std::size_t kColumns = 5;
constexpr std::size_t kMaxFaults = 20;  // a wrong file has as many as it has lines

std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells;
  while (true) {
    const std::size_t end = line.find(',');
    cells.push_back(joined(lines_of(line.substr(0, end)), ""));
    if (end == std::string_view::npos) return cells;
    line.remove_prefix(end + 1);
  }
}

std::string fault_of(const std::vector<std::string>& cells) {
  if (cells.size() != kColumns) return "has not five cells; write " + std::string(kHeader);
  if (place_name(cells[0]).kind != PlaceKind::commune || place_name(cells[3]).kind != PlaceKind::commune)
    return "names no commune; write its kind in front: Xã, Phường, Thị trấn or Đặc khu";
  if (!province_of_today(cells[2]) || !province_of_today(cells[4]))
    return "names no province; write it as in Bắc Ninh";
  return {};
}

}  // namespace

CommuneTable CommuneTable::load(const std::string& path, config::Problems& problems) {
  CommuneTable table;
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    problems.push_back({path, 0, "communes", "cannot be read; name the CSV file of what communes became"});
    return table;
  }
  std::string line;
  std::size_t faults = 0;
  for (int number = 1; std::getline(in, line) && faults < kMaxFaults; ++number) {
    std::string text = templates::nfc(line);
    if (!text.empty() && text.back() == '\r') text.pop_back();
    if (number == 1) {
      if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
      if (text == kHeader) continue;
      problems.push_back({path, 1, "communes", "the first line must be " + std::string(kHeader)});
      return table;
    }
    if (lines_of(text).empty()) continue;
    const auto cells = cells_of(text);
    if (std::string fault = fault_of(cells); !fault.empty()) {
      problems.push_back({path, number, "communes", std::move(fault)});
      ++faults;
      continue;
    }
    const std::string today = *province_of_today(cells[4]);
    const PlaceName now = place_name(cells[3]);
    const Place place{.commune = now.written, .province = today};
    const std::string of = *province_of_today(cells[2]);
    table.old_.emplace(std::pair(place_name(cells[0]).plain, of),
                       Old{.district = place_name(cells[1]).bare, .place = place});
    table.today_.emplace(now.plain, today);
  }
  return table;
}

std::vector<CommuneTable::Place> CommuneTable::became(std::string_view commune, std::string_view district,
                                                      std::string_view province) const {
  std::vector<Place> out;
  const auto [first, last] = old_.equal_range({place_name(commune).plain, std::string(province)});
  for (auto at = first; at != last; ++at) {
    if (!district.empty() && at->second.district != district) continue;
    if (std::find(out.begin(), out.end(), at->second.place) == out.end()) out.push_back(at->second.place);
  }
  return out;
}

bool CommuneTable::is_of_today(std::string_view commune, std::string_view province) const {
  return today_.contains({place_name(commune).plain, std::string(province)});
}

}  // namespace triand::channels::letter
