#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace triand::templates {

// Where the values of the standard names stand in what MessageTemplate::fill() is given.
namespace slots {
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
}  // namespace slots

// The names a message may use, each with the slot its value is given in. Names are compared letter by letter.
class FieldNames {
 public:
  // The standard names, then the extra columns (already folded, see fold_name()). An extra column with the name of
  // an earlier one keeps its slot but cannot be reached: the earlier one is meant.
  [[nodiscard]] static FieldNames standard(std::span<const std::string> extra_columns);

  [[nodiscard]] std::optional<std::size_t> slot(std::string_view name) const;
  // How many values a fill needs.
  [[nodiscard]] std::size_t size() const { return names_.size(); }
  // By slot.
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

 private:
  void add(std::string name);

  std::vector<std::string> names_;
  std::map<std::string, std::size_t, std::less<>> slots_;
};

}  // namespace triand::templates
