#include "daemon/store/customer_writer.hpp"

#include <set>
#include <unordered_map>

#include "daemon/store/customer_row.hpp"
#include "daemon/store/erasure.hpp"
#include "daemon/store/store_error.hpp"

namespace triand::store {
namespace {

std::int64_t find_or_add_unit(WriteSession& session, const std::string& prefix) {
  if (prefix.empty()) return 0;
  auto& find = session.prepare("SELECT id FROM unit WHERE prefix = ?");
  find.bindNoCopy(1, prefix);
  if (find.executeStep()) return find.getColumn(0).getInt64();
  auto& insert = session.prepare("INSERT INTO unit (prefix, name) VALUES (?, ?)");
  insert.bind(1, prefix);
  insert.bind(2, prefix);
  insert.exec();
  return session.database().getLastInsertRowid();
}

// The rows of the units, asked for once in a batch.
class UnitRows {
 public:
  explicit UnitRows(WriteSession& session) : session_(session) {}

  std::int64_t of(const std::string& prefix) {
    const auto known = rows_.find(prefix);
    if (known != rows_.end()) return known->second;
    return rows_.emplace(prefix, find_or_add_unit(session_, prefix)).first->second;
  }

 private:
  WriteSession& session_;
  std::unordered_map<std::string, std::int64_t> rows_;
};

// Whether it was: a code that is known stays as it is.
bool insert(WriteSession& session, std::int64_t import, const domain::Customer& customer, std::int64_t unit) {
  auto& statement =
      session.prepare("INSERT INTO customer (code, version, import_id, written_by, " TRIAND_CUSTOMER_DATA
                      ") VALUES (?1, 1, ?2, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) "
                      "ON CONFLICT (code) DO NOTHING");
  statement.bindNoCopy(1, customer.code);
  statement.bind(2, import);
  bind_customer(statement, 3, customer, unit);
  return statement.exec() == 1;
}

void update(WriteSession& session, std::int64_t import, const domain::Customer& customer, std::int64_t id,
            std::int64_t unit, TimePoint now) {
  keep_former(session, id, now);
  auto& statement = session.prepare(
      "UPDATE customer SET version = version + 1, import_id = ?1, written_by = ?1, full_name = ?2, phone = "
      "?3, "
      "email = ?4, address = ?5, unit_id = ?6, province = ?7, segment = ?8, language = ?9, opt_out = ?10, "
      "extra = ?11, set_aside = ?12 WHERE id = ?13");
  statement.bind(1, import);
  bind_customer(statement, 2, customer, unit);
  statement.bind(13, id);
  statement.exec();
}

void put_extra_column(WriteSession& session, const std::string& name) {
  auto& insert = session.prepare("INSERT OR IGNORE INTO extra_column (name) VALUES (?)");
  insert.bind(1, name);
  insert.exec();
}

domain::PutFate put(WriteSession& session, std::int64_t import, const domain::Customer& customer,
                    const domain::CustomerColumns& columns, UnitRows& units, TimePoint now) {
  // Most are new: one search of the index instead of two.
  if (insert(session, import, customer, units.of(customer.unit))) return domain::PutFate::inserted;
  auto& find =
      session.prepare("SELECT " TRIAND_CUSTOMER_COLUMNS
                      ", c.import_id FROM customer c JOIN unit u ON u.id = c.unit_id WHERE c.code = ?");
  find.bindNoCopy(1, customer.code);
  if (!find.executeStep()) throw StoreError("a customer that is known is not there");
  const StoredCustomer stored = read_customer(find);
  const std::int64_t last_import = find.getColumn(kCustomerColumns).getInt64();
  find.reset();
  const domain::Customer wanted = domain::merged(stored.customer, customer, columns);
  const bool same = wanted == stored.customer;
  if (!same && is_erased(session, stored.customer.id)) return domain::PutFate::erased;
  if (last_import == import) return same ? domain::PutFate::unchanged : domain::PutFate::conflict;
  if (same) {
    // It belongs to this import from now on: a second row of the same code must be seen as such.
    auto& touch = session.prepare("UPDATE customer SET import_id = ? WHERE id = ?");
    touch.bind(1, import);
    touch.bind(2, stored.customer.id);
    touch.exec();
    return domain::PutFate::unchanged;
  }
  update(session, import, wanted, stored.customer.id, units.of(wanted.unit), now);
  return domain::PutFate::updated;
}

}  // namespace

void put_units(WriteSession& session, const std::vector<std::pair<std::string, std::string>>& units) {
  for (const auto& [prefix, name] : units) {
    if (prefix.empty()) continue;
    auto& statement = session.prepare(
        "INSERT INTO unit (prefix, name) VALUES (?, ?) ON CONFLICT (prefix) DO UPDATE SET name = "
        "excluded.name "
        "WHERE name <> excluded.name");
    statement.bind(1, prefix);
    statement.bind(2, name);
    statement.exec();
  }
}

std::int64_t begin_import(WriteSession& session, const std::string& file, const std::string& who,
                          TimePoint now) {
  auto& statement =
      session.prepare("INSERT INTO import (file, started_at, state, who) VALUES (?, ?, 'running', ?)");
  statement.bind(1, file);
  statement.bind(2, to_ms(now));
  statement.bind(3, who);
  statement.exec();
  return session.database().getLastInsertRowid();
}

void finish_import(WriteSession& session, std::int64_t import, const std::string& state,
                   const std::string& report, TimePoint now) {
  auto& statement = session.prepare("UPDATE import SET state = ?, report = ?, finished_at = ? WHERE id = ?");
  statement.bind(1, state);
  statement.bind(2, report);
  statement.bind(3, to_ms(now));
  statement.bind(4, import);
  statement.exec();
}

void mark_interrupted_imports(WriteSession& session, TimePoint now) {
  auto& statement = session.prepare(
      "UPDATE import SET state = 'interrupted', finished_at = ? WHERE state IN ('running', 'undoing')");
  statement.bind(1, to_ms(now));
  statement.exec();
}

void keep_former(WriteSession& session, std::int64_t customer, TimePoint now) {
  auto& keep = session.prepare(
      "INSERT INTO customer_history (customer_id, version, replaced_at, import_id, "
      "written_by, " TRIAND_CUSTOMER_DATA
      ") SELECT id, version, ?, import_id, written_by, " TRIAND_CUSTOMER_DATA " FROM customer WHERE id = ?");
  keep.bind(1, to_ms(now));
  keep.bind(2, customer);
  keep.exec();
}

void set_content(WriteSession& session, std::int64_t import, const std::string& content) {
  auto& statement = session.prepare("UPDATE import SET content = ? WHERE id = ?");
  statement.bind(1, content);
  statement.bind(2, import);
  statement.exec();
}

std::vector<domain::PutFate> put_customers(WriteSession& session, std::int64_t import,
                                           std::span<const domain::Customer* const> customers, TimePoint now,
                                           const domain::CustomerColumns& columns) {
  std::vector<domain::PutFate> fates;
  fates.reserve(customers.size());
  UnitRows units(session);
  std::set<std::string> names;
  for (const domain::Customer* customer : customers) {
    fates.push_back(put(session, import, *customer, columns, units, now));
    for (const auto& [name, value] : customer->extra)
      if (names.insert(name).second) put_extra_column(session, name);
  }
  return fates;
}

std::vector<domain::PutFate> put_customers(WriteSession& session, std::int64_t import,
                                           std::span<const domain::Customer> customers, TimePoint now,
                                           const domain::CustomerColumns& columns) {
  std::vector<const domain::Customer*> each;
  each.reserve(customers.size());
  for (const domain::Customer& customer : customers) each.push_back(&customer);
  return put_customers(session, import, each, now, columns);
}

}  // namespace triand::store
