#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace triand::templates {

// What a gateway's own message template takes for one parameter.
struct ParameterRule {
  std::string name;
  std::string type;            // the gateway's word, for people
  bool required = true;        // it must be given
  bool accepts_empty = false;  // it may be given empty
  std::size_t min_length = 0;  // code points in NFC
  std::size_t max_length = 0;  // 0: as long as it likes
  bool operator==(const ParameterRule&) const = default;
};

// A message template that is registered with a gateway, as the gateway describes it.
struct TemplateRules {
  std::string id;
  std::string status;  // the gateway's word
  bool usable = true;  // false: nothing can be sent with it just now
  std::optional<std::chrono::milliseconds>
      timeout;                        // after which the gateway gives up a message that did not arrive
  std::optional<std::int64_t> price;  // VND a message
  std::vector<ParameterRule> parameters;
  bool operator==(const TemplateRules&) const = default;

  // The rule of that parameter, or null.
  [[nodiscard]] const ParameterRule* parameter(std::string_view name) const;
};

using TemplateData = std::vector<std::pair<std::string, std::string>>;

// What a message's data breaks of its template's rules.
struct ParameterFault {
  std::string parameter;       // empty: nothing
  std::string words;           // "customer_name has 34 of at most 30 characters"
  std::size_t max_length = 0;  // it is too long and would do with so many; 0: another fault
  explicit operator bool() const { return !parameter.empty(); }
};

// The first fault of a message that was filled. Values are NFC.
[[nodiscard]] ParameterFault first_fault(const TemplateRules& rules, const TemplateData& data);

}  // namespace triand::templates
