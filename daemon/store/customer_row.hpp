#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>

#include "daemon/domain/customer.hpp"

namespace triand::store {

// The customer's columns in the order of bind_customer() and read_customer(); `u` is the joined unit.
#define TRIAND_CUSTOMER_DATA \
  "full_name, phone, email, address, unit_id, province, segment, language, opt_out, extra, set_aside"
#define TRIAND_CUSTOMER_COLUMNS                                                                           \
  "c.id, c.code, c.full_name, c.phone, c.email, c.address, u.prefix, c.province, c.segment, c.language, " \
  "c.opt_out, c.extra, c.set_aside, c.version, u.name, c.unit_id"
inline constexpr int kCustomerColumns = 16;

// What stands in a customer's row besides the customer.
struct StoredCustomer {
  domain::Customer customer;
  std::int64_t version = 0;
  std::int64_t unit = 0;
  std::string unit_name;
};

// Reads TRIAND_CUSTOMER_COLUMNS from `first` on.
[[nodiscard]] StoredCustomer read_customer(SQLite::Statement& row, int first = 0);

// Binds TRIAND_CUSTOMER_DATA from parameter `first` on.
void bind_customer(SQLite::Statement& statement, int first, const domain::Customer& customer,
                   std::int64_t unit);

// "+84912345678" ↔ 84912345678; 0 for an empty or foreign text.
[[nodiscard]] std::int64_t phone_digits(std::string_view e164);
[[nodiscard]] std::string phone_text(std::int64_t digits);

}  // namespace triand::store
