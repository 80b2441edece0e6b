#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/domain/customer.hpp"
#include "daemon/domain/unit_table.hpp"

namespace triand::domain {

// Where each value stands in what CustomerValues::fill() gives. The same numbers as templates::slots, which this
// room may not include: whoever sees both compares them in a static_assert.
namespace value_slots {
inline constexpr std::size_t kCustomerCode = 0;
inline constexpr std::size_t kFullName = 1;
inline constexpr std::size_t kPhone = 2;
inline constexpr std::size_t kEmail = 3;
inline constexpr std::size_t kAddress = 4;
inline constexpr std::size_t kUnit = 5;
inline constexpr std::size_t kProvince = 6;
inline constexpr std::size_t kSegment = 7;
inline constexpr std::size_t kLanguage = 8;
inline constexpr std::size_t kUnitName = 9;
inline constexpr std::size_t kCampaignTitle = 10;
inline constexpr std::size_t kYear = 11;
inline constexpr std::size_t kHotline = 12;
inline constexpr std::size_t kHonorific = 13;
inline constexpr std::size_t kBareName = 14;
inline constexpr std::size_t kFirstExtra = 15;  // the extra columns follow in their order
}  // namespace value_slots

// What messages say about the campaign itself.
struct CampaignWords {
  std::string title;
  int year = 0;  // of the run's window
  std::string hotline;
};

// Puts a customer's values into the slots a message is filled from: the one way for planning, previewing and
// sending, so that what was proved to fill is what is sent. Used by one thread at a time; make one for each.
class CustomerValues {
 public:
  // `extra_columns` in the order FieldNames::standard() was given them.
  CustomerValues(std::vector<std::string> extra_columns, CampaignWords words, UnitTable units);

  CustomerValues(const CustomerValues&) = delete;
  CustomerValues& operator=(const CustomerValues&) = delete;

  // Valid until the next fill() and as long as the customer lives unchanged. What is not known is empty. The
  // telephone is as people dial it in Vietnam ("0912345678").
  [[nodiscard]] std::span<const std::string_view> fill(const Customer& customer);

  // By prefix; empty when there is no such unit.
  [[nodiscard]] std::string_view unit_name(std::string_view prefix) const;

 private:
  void fill_extra(const Customer& customer);

  std::vector<std::string> extra_columns_;
  CampaignWords words_;
  std::string year_;
  UnitTable units_;
  std::string phone_;
  std::vector<std::string_view> values_;
};

}  // namespace triand::domain
