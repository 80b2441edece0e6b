#include <algorithm>
#include <functional>
#include <map>
#include <string_view>

#include "daemon/domain/fold_words.hpp"
#include "daemon/store/reader.hpp"

namespace triand::store {
namespace {

// A person as lists that were typed by different people agree on one.
using Person = std::pair<std::string, std::string>;

Person person_of(std::string_view name, std::string_view address) {
  return {domain::fold_words(name), domain::fold_words(address)};
}

std::size_t hash_of(const Person& person) {
  const std::size_t first = std::hash<std::string>{}(person.first);
  return first * 1'000'003 ^ std::hash<std::string>{}(person.second);
}

// The hashes that occur more than once, each once; `hashes` is used up.
std::vector<std::size_t> repeated(std::vector<std::size_t>& hashes) {
  std::sort(hashes.begin(), hashes.end());
  std::vector<std::size_t> out;
  for (std::size_t i = 1; i < hashes.size(); ++i)
    if (hashes[i] == hashes[i - 1] && (out.empty() || out.back() != hashes[i])) out.push_back(hashes[i]);
  hashes = {};
  return out;
}

}  // namespace

Duplicates Reader::same_phone(std::size_t limit) {
  Duplicates out;
  std::vector<std::int64_t> phones;
  auto& rows = prepare(
      "SELECT phone, count(*) FROM customer WHERE phone IS NOT NULL GROUP BY phone HAVING count(*) > 1");
  while (rows.executeStep()) {
    ++out.groups;
    out.customers += rows.getColumn(1).getInt64();
    if (phones.size() < limit) phones.push_back(rows.getColumn(0).getInt64());
  }
  rows.reset();
  auto& codes = prepare("SELECT code FROM customer WHERE phone = ? ORDER BY code");
  for (const std::int64_t phone : phones) {
    codes.bind(1, phone);
    DuplicateGroup group{phone_text(phone), {}};
    while (codes.executeStep()) group.codes.push_back(codes.getColumn(0).getString());
    codes.reset();
    out.first.push_back(std::move(group));
  }
  return out;
}

Duplicates Reader::same_person(std::size_t limit) {
  std::vector<std::size_t> hashes;
  auto& all = prepare("SELECT full_name, address FROM customer WHERE full_name <> '' AND address <> ''");
  while (all.executeStep())
    hashes.push_back(hash_of(person_of(all.getColumn(0).getString(), all.getColumn(1).getString())));
  all.reset();
  const std::vector<std::size_t> twins = repeated(hashes);

  // Only now by their texts: different ones may have the same hash.
  std::map<Person, DuplicateGroup> groups;
  auto& some = prepare(
      "SELECT full_name, address, code FROM customer WHERE full_name <> '' AND address <> '' ORDER BY code");
  while (!twins.empty() && some.executeStep()) {
    const std::string name = some.getColumn(0).getString();
    const std::string address = some.getColumn(1).getString();
    Person person = person_of(name, address);
    if (!std::binary_search(twins.begin(), twins.end(), hash_of(person))) continue;
    DuplicateGroup& group = groups[std::move(person)];
    if (group.codes.empty()) group.shared.append(name).append(", ").append(address);
    group.codes.push_back(some.getColumn(2).getString());
  }
  some.reset();
  Duplicates out;
  for (auto& [person, group] : groups) {
    if (group.codes.size() < 2) continue;
    ++out.groups;
    out.customers += static_cast<std::int64_t>(group.codes.size());
    if (out.first.size() < limit) out.first.push_back(std::move(group));
  }
  return out;
}

Duplicates Reader::moved_unit(std::size_t limit) {
  Duplicates out;
  auto& rows = prepare(
      "SELECT DISTINCT c.code, f.prefix, t.prefix FROM customer_history h JOIN customer c ON c.id = "
      "h.customer_id "
      "JOIN unit f ON f.id = h.unit_id JOIN unit t ON t.id = c.unit_id "
      "WHERE h.unit_id <> c.unit_id AND h.unit_id <> 0 AND c.unit_id <> 0 ORDER BY c.code");
  std::string last;
  while (rows.executeStep()) {
    std::string code = rows.getColumn(0).getString();
    if (code == last) continue;
    last = code;
    ++out.groups;
    ++out.customers;
    if (out.first.size() < limit)
      out.first.push_back(
          {rows.getColumn(1).getString() + " → " + rows.getColumn(2).getString(), {std::move(code)}});
  }
  rows.reset();
  return out;
}

}  // namespace triand::store
