#include "templates/field_names.hpp"

#include <array>
#include <utility>

namespace triand::templates {
namespace {

constexpr std::array<std::pair<std::size_t, std::string_view>, slots::kFirstExtra> kStandard{
    {{slots::kCustomerCode, "customer_code"},
     {slots::kFullName, "full_name"},
     {slots::kPhone, "phone"},
     {slots::kEmail, "email"},
     {slots::kAddress, "address"},
     {slots::kUnit, "unit"},
     {slots::kProvince, "province"},
     {slots::kSegment, "segment"},
     {slots::kLanguage, "language"},
     {slots::kUnitName, "unit_name"},
     {slots::kCampaignTitle, "campaign_title"},
     {slots::kYear, "year"},
     {slots::kHotline, "hotline"},
     {slots::kHonorific, "honorific"},
     {slots::kBareName, "bare_name"}}};

constexpr bool in_order() {
  for (std::size_t i = 0; i < kStandard.size(); ++i)
    if (kStandard[i].first != i) return false;
  return true;
}
static_assert(in_order());

}  // namespace

FieldNames FieldNames::standard(std::span<const std::string> extra_columns) {
  FieldNames out;
  for (const auto& [slot, name] : kStandard) out.add(std::string(name));
  for (const std::string& name : extra_columns) out.add(name);
  return out;
}

std::optional<std::size_t> FieldNames::slot(std::string_view name) const {
  const auto found = slots_.find(name);
  if (found == slots_.end()) return std::nullopt;
  return found->second;
}

void FieldNames::add(std::string name) {
  slots_.emplace(name, names_.size());
  names_.push_back(std::move(name));
}

}  // namespace triand::templates
