#include "daemon/intake/two_level_address.hpp"

#include <algorithm>
#include <array>

#include "daemon/domain/blank.hpp"

namespace triand::intake {
namespace {

std::vector<std::string_view> parts_of(std::string_view address) {
  std::vector<std::string_view> out;
  while (!address.empty()) {
    const std::size_t end = std::min(address.find_first_of(",;\n"), address.size());
    if (const auto part = domain::trim(address.substr(0, end)); !part.empty()) out.push_back(part);
    address.remove_prefix(std::min(end + 1, address.size()));
  }
  return out;
}

bool is_country(const Place& place) {
  return place.bare == "viet_nam" || place.bare == "vietnam" || place.bare == "vn";
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
  std::string commune;   // bare, as the others
  std::string district;  // empty: there is none
  std::string province;
};

const Place& TwoLevelAddress::place(std::string_view text) { return places_.get(text, read_place); }

bool TwoLevelAddress::is_province(const Place& place) const {
  const bool may_be = place.kind == PlaceKind::province || place.kind == PlaceKind::either ||
                      place.kind == PlaceKind::unknown;
  return may_be && table_.is_province(place.bare);
}

TwoLevelAddress::Form TwoLevelAddress::of(std::string_view address, std::string_view province) {
  std::vector<std::string_view> parts = parts_of(address);
  const auto drop_last = [&parts] { parts.pop_back(); };
  if (!parts.empty() && is_country(place(parts.back()))) drop_last();
  Reading reading;
  if (!parts.empty() && is_province(place(parts.back()))) {
    reading.province = place(parts.back()).bare;
    drop_last();
  } else if (const Place& told = place(domain::trim(province)); is_province(told)) {
    reading.province = told.bare;
  }
  if (reading.province.empty() || parts.empty()) return {};
  const Place last = place(parts.back());
  const bool commune_before = parts.size() > 1 && place(parts[parts.size() - 2]).kind == PlaceKind::commune;
  if (last.kind == PlaceKind::district || last.kind == PlaceKind::either ||
      (last.kind == PlaceKind::unknown && commune_before)) {
    reading.district = last.bare;
    drop_last();
  }
  if (parts.empty()) return {};
  const Place commune = place(parts.back());
  if (commune.kind != PlaceKind::commune && (reading.district.empty() || commune.kind != PlaceKind::unknown))
    return {};
  reading.commune = commune.bare;
  reading.commune_text = parts.back();
  drop_last();
  reading.street = std::move(parts);
  return reading.district.empty() ? without_district(reading) : of_old_commune(reading);
}

TwoLevelAddress::Form TwoLevelAddress::of_old_commune(const Reading& reading) {
  const auto found = table_.of_old(reading.commune, reading.district, reading.province);
  if (found.empty()) return {};
  const CommuneChange& first = *found.front();
  const bool one = std::all_of(found.begin(), found.end(), [&first](const CommuneChange* other) {
    return other->new_commune == first.new_commune && other->new_province == first.new_province;
  });
  if (!one) return {Method::several, {}};
  return {Method::converted, joined(reading.street, first.new_commune, first.new_province)};
}

// A new commune often has the name of an old one that became part of another: then the name alone says nothing.
TwoLevelAddress::Form TwoLevelAddress::without_district(const Reading& reading) {
  const CommuneChange* now = table_.of_new(reading.commune, reading.province);
  if (now == nullptr) return of_old_commune(reading);
  const auto before = table_.of_old(reading.commune, {}, reading.province);
  const bool same = std::all_of(before.begin(), before.end(), [now](const CommuneChange* other) {
    return other->new_commune == now->new_commune && other->new_province == now->new_province;
  });
  if (!same) return {Method::several, {}};
  return {Method::as_written, joined(reading.street, reading.commune_text, now->new_province)};
}

std::string_view to_string(TwoLevelAddress::Method method) {
  constexpr std::array<std::string_view, 4> kWords = {"unknown", "as_written", "converted", "several"};
  return kWords[static_cast<std::size_t>(method)];
}

}  // namespace triand::intake
