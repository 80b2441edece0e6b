#include "daemon/store/customer_row.hpp"

#include <charconv>

#include <boost/json.hpp>

namespace triand::store {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

std::string encode(const Pairs& pairs) {
  boost::json::array out;
  for (const auto& [name, value] : pairs) out.push_back({name, value});
  return boost::json::serialize(out);
}

Pairs decode(std::string_view text) {
  Pairs out;
  if (text.empty()) return out;
  const auto parsed = boost::json::parse(text);
  for (const auto& pair : parsed.as_array())
    out.emplace_back(pair.as_array().at(0).as_string(), pair.as_array().at(1).as_string());
  return out;
}

void bind_or_null(SQLite::Statement& statement, int at, const std::string& text) {
  text.empty() ? statement.bind(at) : statement.bind(at, text);
}

}  // namespace

StoredCustomer read_customer(SQLite::Statement& row, int first) {
  StoredCustomer out;
  auto& customer = out.customer;
  int at = first;
  customer.id = row.getColumn(at++).getInt64();
  customer.code = row.getColumn(at++).getString();
  customer.full_name = row.getColumn(at++).getString();
  if (const auto phone = row.getColumn(at++); !phone.isNull()) customer.phone = phone_text(phone.getInt64());
  customer.email = row.getColumn(at++).getString();
  customer.address = row.getColumn(at++).getString();
  customer.unit = row.getColumn(at++).getString();
  customer.province = row.getColumn(at++).getString();
  customer.segment = row.getColumn(at++).getString();
  customer.language = row.getColumn(at++).getString();
  customer.opt_out = row.getColumn(at++).getInt() != 0;
  customer.extra = decode(row.getColumn(at++).getString());
  customer.set_aside = decode(row.getColumn(at++).getString());
  out.version = row.getColumn(at++).getInt64();
  out.unit_name = row.getColumn(at++).getString();
  out.unit = row.getColumn(at++).getInt64();
  return out;
}

void bind_customer(SQLite::Statement& statement, int first, const domain::Customer& customer,
                   std::int64_t unit) {
  int at = first;
  statement.bind(at++, customer.full_name);
  const std::int64_t phone = phone_digits(customer.phone);
  phone == 0 ? statement.bind(at++) : statement.bind(at++, phone);
  bind_or_null(statement, at++, customer.email);
  statement.bind(at++, customer.address);
  statement.bind(at++, unit);
  statement.bind(at++, customer.province);
  statement.bind(at++, customer.segment);
  statement.bind(at++, customer.language);
  statement.bind(at++, customer.opt_out ? 1 : 0);
  customer.extra.empty() ? statement.bind(at++) : statement.bind(at++, encode(customer.extra));
  customer.set_aside.empty() ? statement.bind(at++) : statement.bind(at++, encode(customer.set_aside));
}

std::int64_t phone_digits(std::string_view e164) {
  if (!e164.starts_with('+')) return 0;
  std::int64_t digits = 0;
  const auto [end, error] = std::from_chars(e164.data() + 1, e164.data() + e164.size(), digits);
  return error == std::errc{} && end == e164.data() + e164.size() ? digits : 0;
}

std::string phone_text(std::int64_t digits) { return "+" + std::to_string(digits); }

}  // namespace triand::store
