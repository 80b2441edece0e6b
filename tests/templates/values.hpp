#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "templates/field_names.hpp"

namespace triand::tests {

// The values of a fill by name: a sample customer in a campaign, with the extra columns `gift` and `amount`.
class Values {
 public:
  Values() : names_(templates::FieldNames::standard(extras())), values_(names_.size()) {
    set("customer_code", "PA05010001234");
    set("full_name", "Nguyễn Thị Hồng Đào");
    set("phone", "+84905123456");
    set("email", "dao@example.vn");
    set("address", "Số 1, đường Hùng Vương, Bắc Giang");
    set("unit", "PA05");
    set("province", "Bắc Ninh");
    set("segment", "household");
    set("language", "vi");
    set("unit_name", "Công ty Điện lực Bắc Giang");
    set("campaign_title", "Tri ân khách hàng");
    set("year", "2026");
    set("hotline", "19006769");
  }

  Values& set(std::string_view name, std::string value) {
    const auto slot = names_.slot(name);
    REQUIRE(slot);
    values_[*slot] = std::move(value);
    return *this;
  }

  [[nodiscard]] const templates::FieldNames& names() const { return names_; }
  // Points into this.
  [[nodiscard]] std::vector<std::string_view> views() const { return {values_.begin(), values_.end()}; }

 private:
  static const std::vector<std::string>& extras() {
    static const std::vector<std::string> names{"gift", "amount"};
    return names;
  }

  templates::FieldNames names_;
  std::vector<std::string> values_;
};

}  // namespace triand::tests
