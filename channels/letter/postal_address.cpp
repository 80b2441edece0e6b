#include "channels/letter/postal_address.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "templates/place_kind.hpp"
#include "templates/province.hpp"
#include "templates/text_lines.hpp"
#include "templates/vietnamese.hpp"

namespace triand::channels::letter {
namespace {

using templates::CommuneTable;
using templates::place_name;
using templates::PlaceKind;
using templates::PlaceName;
using templates::plain_name;
using templates::province_of_today;

constexpr std::array<std::string_view, 9> kInnerWords = {
    " thị trấn ", " đặc khu ", " phường ", " thành phố ", " thị xã ", " huyện ", " quận ", " tỉnh ", " xã "};

constexpr std::string_view kCity = "thanh pho ";

// Where a place's kind begins inside a part: "Thôn Đông xã Tân Ước".
std::size_t inner_place(std::string_view part) {
  const std::string lower = templates::to_lower(part);
  if (lower.size() != part.size()) return std::string_view::npos;
  std::size_t first = std::string_view::npos;
  for (const std::string_view word : kInnerWords) {
    for (std::size_t at = lower.find(word); at != std::string::npos; at = lower.find(word, at + 1)) {
      if (word == " xã " && lower.substr(0, at).ends_with("thị")) continue;
      first = std::min(first, at);
      break;
    }
  }
  return first;
}

void add_part(std::vector<std::string>& parts, std::string_view part) {
  while (!part.empty()) {
    const std::size_t at = inner_place(part);
    for (std::string& line : templates::lines_of(part.substr(0, at))) parts.push_back(std::move(line));
    part.remove_prefix(at == std::string_view::npos ? part.size() : at + 1);
  }
}

std::vector<std::string> parts_of(std::string_view raw) {
  std::vector<std::string> parts;
  while (!raw.empty()) {
    const std::size_t end = raw.find_first_of(",;\r\n");
    add_part(parts, raw.substr(0, end));
    raw.remove_prefix(end == std::string_view::npos ? raw.size() : end + 1);
  }
  return parts;
}

// The parts of an address by what they name.
struct Reading {
  std::vector<std::string> street;
  std::optional<PlaceName> commune;
  std::string commune_as_said;
  std::optional<PlaceName> district;
  std::string district_as_said;
  std::string province_as_said;
  std::string postcode;  // behind the province
  std::optional<std::string> province;
};

// "Hà Nội 10000": the five digits that may stand behind a province.
std::pair<std::string, std::string> without_postcode(const std::string& part) {
  const std::size_t gap = part.find_last_of(' ');
  if (gap == std::string::npos) return {part, {}};
  const std::string digits = part.substr(gap + 1);
  if ((digits.size() != 5 && digits.size() != 6) ||
      digits.find_first_not_of("0123456789") != std::string::npos)
    return {part, {}};
  return {templates::joined(templates::lines_of(part.substr(0, gap)), " "), digits};
}

// The last part names the province, or none does.
void take_province(std::vector<std::string>& parts, Reading& reading) {
  while (!parts.empty() && templates::is_viet_nam(parts.back())) parts.pop_back();
  if (parts.empty()) return;
  auto [name, postcode] = without_postcode(parts.back());
  reading.province = province_of_today(name);
  if (!reading.province) return;
  reading.province_as_said = std::move(name);
  reading.postcode = std::move(postcode);
  parts.pop_back();
}

Reading read(std::string_view raw) {
  Reading reading;
  std::vector<std::string> parts = parts_of(raw);
  take_province(parts, reading);
  // From the end: a street may be named like a place, what is nearest the province is the place.
  while (!parts.empty()) {
    PlaceName place = place_name(parts.back());
    const bool is_district = place.kind == PlaceKind::district || place.kind == PlaceKind::city;
    if (is_district && !reading.district && !reading.commune) {
      reading.district = std::move(place);
      reading.district_as_said = parts.back();
    } else if (place.kind == PlaceKind::commune && !reading.commune) {
      reading.commune = std::move(place);
      reading.commune_as_said = parts.back();
    } else {
      break;
    }
    parts.pop_back();
  }
  // "quan nhan" without a commune beside it is a street as well as a district.
  if (reading.district && !reading.commune && !reading.district->sure) {
    parts.push_back(std::move(reading.district_as_said));
    reading.district.reset();
  }
  reading.street = std::move(parts);
  return reading;
}

std::string list_of(const std::vector<CommuneTable::Place>& places) {
  std::string out;
  for (const CommuneTable::Place& place : places)
    out += (out.empty() ? "" : ", ") + place.commune + " (" + place.province + ")";
  return out;
}

// The commune and province of today by the table; a sentence when that cannot be said.
std::string convert(const Reading& reading, const CommuneTable& communes, std::string& commune,
                    std::string& province) {
  const std::string district = reading.district ? reading.district->bare : std::string();
  if (district.empty() && communes.is_of_today(reading.commune->plain, province)) return {};
  const auto places = communes.became(reading.commune->plain, district, province);
  if (places.size() == 1) {
    commune = places.front().commune;
    province = places.front().province;
    return {};
  }
  if (places.empty())
    return "the table of communes does not know " + commune +
           (reading.district ? ", " + reading.district->written : "") + ", " + province +
           "; correct the address in the list, or the table";
  return commune + " was parted in 2025 and may be any of " + list_of(places) +
         "; write the new one into the list";
}

std::string told(const std::string& was, const std::string& is) { return was + " is printed as " + is; }

// The province of today, in the list's own words where these name it; tells a change.
std::string printed_province(const std::string& today, const std::string& said, std::string& change) {
  const std::string plain = plain_name(today);
  std::string_view bare = plain;
  if (bare.starts_with(kCity)) bare.remove_prefix(kCity.size());
  if (plain_name(said).ends_with(bare)) return said;
  if (!said.empty()) change = told(said, today);
  return today;
}

}  // namespace

PostalAddress read_address(std::string_view raw, std::string_view column, const CommuneTable* communes,
                           Districts without_table) {
  const Reading reading = read(raw);
  PostalAddress out;
  const std::string said = reading.province ? reading.province_as_said : std::string(column);
  const auto province = province_of_today(said);
  if (reading.district && !reading.commune) {
    out.unclear = "the address names " + reading.district->written +
                  " and no commune; districts are gone since July 2025: write the commune into the list";
    return out;
  }
  if (reading.district && communes == nullptr && without_table == Districts::unclear) {
    out.unclear = "the address names " + reading.district->written +
                  ", and without the table of communes nobody "
                  "knows what " +
                  reading.commune->written +
                  " there became in July 2025; name the table "
                  "(`communes:`), or write the commune of today into the list and leave the district out";
    return out;
  }
  std::string today = province.value_or(said);
  std::vector<std::string> changes;
  if (reading.commune) {
    std::string commune = reading.commune->written;
    if (communes != nullptr) out.unclear = convert(reading, *communes, commune, today);
    if (!out.unclear.empty()) return out;
    const bool same = plain_name(commune) == reading.commune->plain;
    out.commune = same ? reading.commune_as_said : commune;
    if (!same) changes.push_back(told(reading.commune_as_said, commune));
    if (reading.district) changes.push_back(reading.district->written + " is left out");
  }
  std::string change;
  out.region = today;
  out.province = province ? printed_province(today, said, change) : said;
  if (!change.empty()) changes.push_back(std::move(change));
  out.changed = templates::joined(changes, "; ");
  out.lines = templates::joined(reading.street, ", ");
  if (!out.commune.empty()) out.lines += (out.lines.empty() ? "" : "\n") + out.commune;
  // It was given for the address as it was.
  if (!reading.postcode.empty() && changes.empty()) out.province += " " + reading.postcode;
  return out;
}

}  // namespace triand::channels::letter
