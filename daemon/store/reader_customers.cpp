#include "daemon/store/reader.hpp"

#include "daemon/store/customer_version.hpp"

namespace triand::store {
namespace {

// As many are read in one look at the database: one that lasts for minutes makes its log grow by gigabytes.
constexpr int kCustomersAtOnce = 20'000;

std::vector<std::int64_t> ids(SQLite::Statement& rows) {
  std::vector<std::int64_t> out;
  while (rows.executeStep()) out.push_back(rows.getColumn(0).getInt64());
  return out;
}

std::optional<StoredCustomer> one(SQLite::Statement& rows) {
  std::optional<StoredCustomer> out;
  if (rows.executeStep()) out = read_customer(rows);
  rows.reset();
  return out;
}

}  // namespace

std::optional<StoredCustomer> Reader::customer(const std::string& code) {
  auto& rows = prepare("SELECT " TRIAND_CUSTOMER_COLUMNS
                       " FROM customer c JOIN unit u ON u.id = c.unit_id WHERE c.code = ?");
  rows.bind(1, code);
  return one(rows);
}

std::optional<StoredCustomer> Reader::customer(std::int64_t id) {
  auto& rows = prepare("SELECT " TRIAND_CUSTOMER_COLUMNS
                       " FROM customer c JOIN unit u ON u.id = c.unit_id WHERE c.id = ?");
  rows.bind(1, id);
  return one(rows);
}

std::int64_t Reader::version_to_send(std::int64_t campaign, std::int64_t customer) {
  auto& rows = prepare(kVersionToSend);
  rows.bind(1, campaign);
  rows.bind(2, customer);
  rows.executeStep();
  const std::int64_t version = rows.getColumn(0).getInt64();
  rows.reset();
  return version;
}

std::optional<StoredCustomer> Reader::customer(std::int64_t id, std::int64_t version) {
  auto present = customer(id);
  if (!present || version == 0 || present->version == version) return present;
  auto& rows = prepare(
      "SELECT c.customer_id, ?3, c.full_name, c.phone, c.email, c.address, u.prefix, c.province, c.segment, "
      "c.language, c.opt_out, c.extra, c.set_aside, c.version, u.name, c.unit_id "
      "FROM customer_history c JOIN unit u ON u.id = c.unit_id WHERE c.customer_id = ?1 AND c.version = ?2");
  rows.bind(1, id);
  rows.bind(2, version);
  rows.bind(3, present->customer.code);
  auto then = one(rows);
  if (then) return then;
  // What was known then is gone; what lists have brought since is not what it was.
  if (const auto erasure = erasure_of(id); erasure && version <= erasure->version) {
    domain::Customer blank;
    blank.id = id;
    blank.code = present->customer.code;
    blank.unit = present->customer.unit;
    present->customer = std::move(blank);
    present->version = version;
  }
  return present;
}

std::vector<std::int64_t> Reader::customers_by_phone(const std::string& e164) {
  auto& rows = prepare(
      "SELECT id FROM customer WHERE phone = ?1 UNION SELECT customer_id FROM customer_history WHERE phone = "
      "?1 LIMIT "
      "1000");
  rows.bind(1, phone_digits(e164));
  return ids(rows);
}

std::vector<std::int64_t> Reader::customers_by_email(const std::string& email) {
  auto& rows = prepare(
      "SELECT id FROM customer WHERE email = ?1 COLLATE NOCASE UNION "
      "SELECT customer_id FROM customer_history WHERE email = ?1 COLLATE NOCASE LIMIT 1000");
  rows.bind(1, email);
  return ids(rows);
}

std::int64_t Reader::customer_count() {
  // The newest row's number: exact enough for a progress bar, and free at any size.
  auto& rows = prepare("SELECT coalesce(max(id), 0) FROM customer");
  rows.executeStep();
  const std::int64_t count = rows.getColumn(0).getInt64();
  rows.reset();
  return count;
}

void Reader::for_each_customer(const std::function<bool(const StoredCustomer&)>& visit) {
  std::string last;
  for (;;) {
    auto& rows =
        prepare("SELECT " TRIAND_CUSTOMER_COLUMNS
                " FROM customer c JOIN unit u ON u.id = c.unit_id WHERE c.code > ? ORDER BY c.code LIMIT "
                "?");
    rows.bind(1, last);
    rows.bind(2, kCustomersAtOnce);
    int read = 0;
    for (; rows.executeStep(); ++read) {
      const StoredCustomer customer = read_customer(rows);
      last = customer.customer.code;
      if (!visit(customer)) {
        rows.reset();
        return;
      }
    }
    // Between two runs the log can be taken into the database and begin anew.
    rows.reset();
    if (read < kCustomersAtOnce) return;
  }
}

std::vector<std::string> Reader::extra_columns() {
  auto& rows = prepare("SELECT name FROM extra_column ORDER BY name");
  std::vector<std::string> out;
  while (rows.executeStep()) out.push_back(rows.getColumn(0).getString());
  return out;
}

}  // namespace triand::store
