#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/domain/customer.hpp"

namespace triand::plan {

// As a campaign has them (domain::Route::when): a column and the values it may have.
using Condition = std::pair<std::string, std::vector<std::string>>;

// The customer's columns that a condition may name; extra columns come on top. Not `opt_out`: whoever opted out is
// never written to.
[[nodiscard]] const std::vector<std::string>& condition_columns();

// Conditions made ready to be asked millions of times. Immutable.
class Conditions {
 public:
  explicit Conditions(const std::vector<Condition>& conditions);

  // True when every condition holds; without conditions for everybody. Letter case does not count. `unit` takes
  // code prefixes: "PA05" holds for the unit PA05, "PA0505" for its customers whose code begins so.
  [[nodiscard]] bool hold_for(const domain::Customer& customer) const;

 private:
  struct Test {
    std::string domain::Customer::*column = nullptr;  // null: the extra column `name`
    std::string name;
    std::vector<std::string> values;  // in lower case
    bool unit = false;
  };

  [[nodiscard]] static bool holds(const Test& test, const domain::Customer& customer);

  std::vector<Test> tests_;
};

}  // namespace triand::plan
