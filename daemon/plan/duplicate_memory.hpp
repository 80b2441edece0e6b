#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/domain/customer.hpp"
#include "daemon/plan/code_book.hpp"
#include "daemon/plan/written_set.hpp"

namespace triand::plan {

// Who is written to already, by what a campaign's `one_per` joins: customer code, telephone (the E.164 number,
// mobile or fixed), email address. An empty value joins nobody. Customers come in the order of their codes.
class DuplicateMemory {
 public:
  // Throws std::invalid_argument for a word that is not one of "customer_code", "phone", "email".
  explicit DuplicateMemory(const std::vector<std::string>& one_per);

  // The code of the customer who is written to in this one's place, if there is one.
  [[nodiscard]] std::optional<std::string> twin_of(const domain::Customer& customer) const;
  // The customer is written to.
  void remember(const domain::Customer& customer);

  [[nodiscard]] std::size_t bytes() const;  // of memory held

 private:
  struct Column {
    std::string domain::Customer::*value;
    WrittenSet written;
  };

  bool by_code_ = false;
  std::optional<std::string> last_code_;
  std::vector<Column> columns_;
  CodeBook codes_;
};

}  // namespace triand::plan
