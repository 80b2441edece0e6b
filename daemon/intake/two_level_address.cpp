#include "daemon/intake/two_level_address.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "daemon/domain/blank.hpp"
#include "templates/province.hpp"

namespace triand::intake {
namespace {

using templates::PlaceKind;
using templates::PlaceName;

std::vector<std::string_view> parts_of(std::string_view address) {
  std::vector<std::string_view> out;
  while (!address.empty()) {
    const std::size_t end = std::min(address.find_first_of(",;\n"), address.size());
    if (const auto part = domain::trim(address.substr(0, end)); !part.empty()) out.push_back(part);
    address.remove_prefix(std::min(end + 1, address.size()));
  }
  return out;
}

std::string joined(const std::vector<std::string_view>& street, std::string_view commune,
                   std::string_view province) {
  std::string out;
  for (const std::string_view part : street) out.append(part).append(", ");
  return out.append(commune).append(", ").append(province);
}

}  // namespace

// What the parts of an address are, read from its end.
struct TwoLevelAddress::Reading {
  std::vector<std::string_view> street;
  std::string_view commune_text;
  std::string commune;   // PlaceName::plain
  std::string district;  // PlaceName::bare; empty: there is none
  std::string province;  // of today
};

TwoLevelAddress::Part TwoLevelAddress::read_part(std::string_view text) {
  return {templates::place_name(text), templates::province_of_today(text), templates::is_viet_nam(text)};
}

TwoLevelAddress::Form TwoLevelAddress::of(std::string_view address, std::string_view province) {
  std::vector<std::string_view> parts = parts_of(address);
  if (!parts.empty() && part(parts.back()).country) parts.pop_back();
  if (parts.empty()) return {};
  std::optional<std::string> today = part(parts.back()).province;
  if (today)
    parts.pop_back();
  else
    today = part(domain::trim(province)).province;
  if (!today || parts.empty()) return {};
  Reading reading;
  reading.province = *today;
  const PlaceName last = part(parts.back()).place;
  const bool commune_before =
      parts.size() > 1 && part(parts[parts.size() - 2]).place.kind == PlaceKind::commune;
  if (last.kind == PlaceKind::district || last.kind == PlaceKind::city ||
      (last.kind == PlaceKind::other && commune_before)) {
    reading.district = last.bare;
    parts.pop_back();
  }
  if (parts.empty()) return {};
  const PlaceName& commune = part(parts.back()).place;
  if (commune.kind != PlaceKind::commune && (reading.district.empty() || commune.kind != PlaceKind::other))
    return {};
  reading.commune = commune.plain;
  reading.commune_text = parts.back();
  parts.pop_back();
  reading.street = std::move(parts);
  return reading.district.empty() ? without_district(reading) : of_old_commune(reading);
}

TwoLevelAddress::Form TwoLevelAddress::of_old_commune(const Reading& reading) const {
  const auto places = table_.became(reading.commune, reading.district, reading.province);
  if (places.empty()) return {};
  if (places.size() > 1) return {Method::several, {}};
  return {Method::converted, joined(reading.street, places.front().commune, places.front().province)};
}

// A new commune often has the name of an old one that became part of another: then the name alone says nothing.
TwoLevelAddress::Form TwoLevelAddress::without_district(const Reading& reading) const {
  if (!table_.is_of_today(reading.commune, reading.province)) return of_old_commune(reading);
  const auto places = table_.became(reading.commune, {}, reading.province);
  const bool same = std::all_of(places.begin(), places.end(), [&reading](const auto& place) {
    return place.plain == reading.commune && place.province == reading.province;
  });
  if (!same) return {Method::several, {}};
  return {Method::as_written, joined(reading.street, reading.commune_text, reading.province)};
}

std::string_view to_string(TwoLevelAddress::Method method) {
  constexpr std::array<std::string_view, 4> kWords = {"unknown", "as_written", "converted", "several"};
  return kWords[static_cast<std::size_t>(method)];
}

}  // namespace triand::intake
