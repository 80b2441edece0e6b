#include "templates/commune_table.hpp"

#include <algorithm>
#include <cstddef>

#include "templates/blank.hpp"
#include "templates/place_kind.hpp"
#include "templates/province.hpp"
#include "templates/vietnamese.hpp"

namespace triand::templates {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kHeader = "old_commune,old_district,old_province,new_commune,new_province";
constexpr std::string_view kNoLetter = "\uFFFD";  // what nfc() makes of bytes that are no UTF-8
constexpr std::size_t kColumns = 5;
constexpr std::size_t kMaxFaults = 20;  // a wrong file has as many as it has lines

// The cells of a line, trimmed. False when a quote does not end.
bool split(std::string_view line, std::vector<std::string>& cells) {
  cells.assign(1, {});
  bool quoted = false;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    if (quoted && c == '"' && line.substr(at + 1).starts_with('"')) {
      cells.back() += '"';
      ++at;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      cells.emplace_back();
    } else {
      cells.back() += c;
    }
  }
  for (std::string& cell : cells) cell = std::string(trimmed(cell));
  return !quoted;
}

bool is_header(const std::vector<std::string>& cells) {
  std::string line;
  for (const std::string& cell : cells) line += (line.empty() ? "" : ",") + cell;
  return line == kHeader;
}

bool is_empty(const std::string& cell) { return cell.empty(); }

}  // namespace

std::variant<CommuneTable, std::vector<CommuneTable::Fault>> CommuneTable::load(std::string_view csv) {
  if (csv.starts_with(kByteOrderMark)) csv.remove_prefix(kByteOrderMark.size());
  CommuneTable table;
  std::vector<Fault> faults;
  std::vector<std::string> cells;
  int line = 0;
  while (!csv.empty() && faults.size() < kMaxFaults) {
    const std::size_t end = std::min(csv.find('\n'), csv.size());
    const std::string text = nfc(csv.substr(0, end));
    csv.remove_prefix(std::min(end + 1, csv.size()));
    const bool closed = split(text, cells);
    if (++line == 1) {
      if (is_header(cells)) continue;
      return std::vector<Fault>{{1, "the first line must be: " + std::string(kHeader)}};
    }
    if (std::all_of(cells.begin(), cells.end(), is_empty)) continue;
    std::string fault;
    if (!closed)
      fault = "a quote does not end; close it on the same line";
    else if (text.find(kNoLetter) != std::string::npos)
      fault = "is not UTF-8; save the file as CSV in UTF-8";
    else if (cells.size() != kColumns || std::any_of(cells.begin(), cells.end(), is_empty))
      fault = "has not five filled cells; write " + std::string(kHeader);
    else
      fault = table.add(cells);
    if (!fault.empty()) faults.push_back({line, std::move(fault)});
  }
  if (line == 0)
    faults.push_back({1, "the file is empty; its first line must be: " + std::string(kHeader)});
  else if (faults.empty() && table.today_.empty())
    faults.push_back({1, "there is nothing below the header; write a line for each old commune"});
  if (!faults.empty()) return faults;
  return table;
}

std::string CommuneTable::add(const std::vector<std::string>& cells) {
  const PlaceName before = place_name(cells[0]);
  const PlaceName now = place_name(cells[3]);
  if (before.kind != PlaceKind::commune || now.kind != PlaceKind::commune)
    return "names no commune; write its kind in front: Xã, Phường, Thị trấn or Đặc khu";
  const auto of = province_of_today(cells[2]);
  const auto today = province_of_today(cells[4]);
  if (!of || !today) return "names no province; write it as in Bắc Ninh";
  const Old old{.district = place_name(cells[1]).bare,
                .place = {.commune = now.written, .plain = now.plain, .province = *today}};
  old_.emplace(std::pair(before.plain, *of), old);
  old_.emplace(std::pair(before.bare, *of), old);
  today_.emplace(now.plain, *today);
  return {};
}

std::vector<CommuneTable::Place> CommuneTable::became(std::string_view commune, std::string_view district,
                                                      std::string_view province) const {
  std::vector<Place> out;
  const auto [first, last] = old_.equal_range({std::string(commune), std::string(province)});
  for (auto at = first; at != last; ++at) {
    if (!district.empty() && at->second.district != district) continue;
    if (std::find(out.begin(), out.end(), at->second.place) == out.end()) out.push_back(at->second.place);
  }
  return out;
}

bool CommuneTable::is_of_today(std::string_view commune, std::string_view province) const {
  return today_.contains({std::string(commune), std::string(province)});
}

}  // namespace triand::templates
