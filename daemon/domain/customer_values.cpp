#include "daemon/domain/customer_values.hpp"

#include <utility>

#include "daemon/domain/honorific.hpp"
#include "daemon/domain/telephone.hpp"

namespace triand::domain {

CustomerValues::CustomerValues(std::vector<std::string> extra_columns, CampaignWords words, UnitTable units)
    : extra_columns_(std::move(extra_columns)),
      words_(std::move(words)),
      year_(words_.year == 0 ? std::string() : std::to_string(words_.year)),
      units_(std::move(units)),
      values_(value_slots::kFirstExtra + extra_columns_.size()) {
  values_[value_slots::kCampaignTitle] = words_.title;
  values_[value_slots::kYear] = year_;
  values_[value_slots::kHotline] = words_.hotline;
}

std::span<const std::string_view> CustomerValues::fill(const Customer& customer) {
  phone_ = national_form(customer.phone);
  values_[value_slots::kCustomerCode] = customer.code;
  values_[value_slots::kFullName] = customer.full_name;
  values_[value_slots::kPhone] = phone_;
  values_[value_slots::kEmail] = customer.email;
  values_[value_slots::kAddress] = customer.address;
  values_[value_slots::kUnit] = customer.unit;
  values_[value_slots::kProvince] = customer.province;
  values_[value_slots::kSegment] = customer.segment;
  values_[value_slots::kLanguage] = customer.language;
  values_[value_slots::kUnitName] = unit_name(customer.unit);
  const NameParts name = name_parts(customer.full_name);
  values_[value_slots::kHonorific] = name.honorific;
  values_[value_slots::kBareName] = name.bare;
  fill_extra(customer);
  return values_;
}

std::string_view CustomerValues::unit_name(std::string_view prefix) const {
  if (prefix.empty()) return {};
  const Unit* unit = units_.with_prefix(prefix);
  return unit == nullptr ? std::string_view() : std::string_view(unit->name);
}

void CustomerValues::fill_extra(const Customer& customer) {
  for (std::size_t i = 0; i < extra_columns_.size(); ++i) {
    std::string_view value;
    for (const auto& [column, cell] : customer.extra) {
      if (column != extra_columns_[i]) continue;
      value = cell;
      break;
    }
    values_[value_slots::kFirstExtra + i] = value;
  }
}

}  // namespace triand::domain
