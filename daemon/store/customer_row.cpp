#include "daemon/store/customer_row.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>

#include <boost/json.hpp>

namespace triand::store {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

// Enough for what customers usually bring along; more is taken from the heap.
constexpr std::size_t kUsual = 2048;

// Most texts stand in JSON as they are.
void append(std::string& out, std::string_view text) {
  const bool plain = std::ranges::none_of(
      text, [](char c) { return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20; });
  if (plain)
    out.append(1, '"').append(text).append(1, '"');
  else
    out += boost::json::serialize(boost::json::string_view(text));
}

// Once for each customer of an import: a JSON document that is built first takes ten times as long.
std::string encode(const Pairs& pairs) {
  std::string out;
  for (const auto& [name, value] : pairs) {
    out += out.empty() ? "[[" : ",[";
    append(out, name);
    out += ',';
    append(out, value);
    out += ']';
  }
  out += out.empty() ? "[]" : "]";
  return out;
}

Pairs decode(std::string_view text) {
  Pairs out;
  if (text.empty()) return out;
  std::array<unsigned char, kUsual> usual;
  boost::json::monotonic_resource memory(usual.data(), usual.size());
  const auto parsed = boost::json::parse(text, &memory);
  for (const auto& pair : parsed.as_array())
    out.emplace_back(pair.as_array().at(0).as_string(), pair.as_array().at(1).as_string());
  return out;
}

// Until the row is left.
std::string_view view_of(const SQLite::Column& column) {
  const char* text = column.getText(nullptr);
  return text == nullptr ? std::string_view()
                         : std::string_view(text, static_cast<std::size_t>(column.getBytes()));
}

void bind_or_null(SQLite::Statement& statement, int at, const std::string& text) {
  text.empty() ? statement.bind(at) : statement.bindNoCopy(at, text);
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
  customer.extra = decode(view_of(row.getColumn(at++)));
  customer.set_aside = decode(view_of(row.getColumn(at++)));
  out.version = row.getColumn(at++).getInt64();
  out.unit_name = row.getColumn(at++).getString();
  out.unit = row.getColumn(at++).getInt64();
  return out;
}

void bind_customer(SQLite::Statement& statement, int first, const domain::Customer& customer,
                   std::int64_t unit) {
  int at = first;
  statement.bindNoCopy(at++, customer.full_name);
  const std::int64_t phone = phone_digits(customer.phone);
  phone == 0 ? statement.bind(at++) : statement.bind(at++, phone);
  bind_or_null(statement, at++, customer.email);
  statement.bindNoCopy(at++, customer.address);
  statement.bind(at++, unit);
  statement.bindNoCopy(at++, customer.province);
  statement.bindNoCopy(at++, customer.segment);
  statement.bindNoCopy(at++, customer.language);
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
