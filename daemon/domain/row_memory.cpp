#include "daemon/domain/row_memory.hpp"

#include <string>
#include <string_view>
#include <utility>

#include "daemon/domain/subject_hash.hpp"

namespace triand::domain {
namespace {

constexpr std::size_t kFirstPlaces = 1024;
constexpr SubjectHash::Key kKey = {0x726F77206D656D6FU, 0x72792E2E2E2E2E2EU};

// Each part with its length before it: "ab" and "c" are not "a" and "bc".
void append(std::string& out, std::string_view part) {
  const std::uint64_t size = part.size();
  out.append(reinterpret_cast<const char*>(&size), sizeof size);
  out.append(part);
}

std::uint64_t data_of(const Customer& customer) {
  std::string all;
  for (const std::string* part : {&customer.full_name, &customer.phone, &customer.email, &customer.address,
                                  &customer.unit, &customer.province, &customer.segment, &customer.language})
    append(all, *part);
  all += customer.opt_out ? '1' : '0';
  for (const auto* pairs : {&customer.extra, &customer.set_aside}) {
    for (const auto& [name, value] : *pairs) {
      append(all, name);
      append(all, value);
    }
    append(all, {});
  }
  return siphash(kKey, all);
}

}  // namespace

RowMemory::Before RowMemory::remember(const Customer& customer) {
  if (size_ * 4 >= rows_.size() * 3) grow();
  const std::uint64_t hash = siphash(kKey, customer.code);
  const std::uint64_t code = hash == 0 ? 1 : hash;
  Row& row = place_of(code);
  const std::uint64_t data = data_of(customer);
  if (row.code == code) return row.data == data ? Before::same : Before::other;
  row = {code, data};
  ++size_;
  return Before::never;
}

RowMemory::Row& RowMemory::place_of(std::uint64_t code) {
  const std::size_t mask = rows_.size() - 1;
  std::size_t at = code & mask;
  while (rows_[at].code != 0 && rows_[at].code != code) at = (at + 1) & mask;
  return rows_[at];
}

void RowMemory::grow() {
  std::vector<Row> old =
      std::exchange(rows_, std::vector<Row>(rows_.empty() ? kFirstPlaces : rows_.size() * 2));
  for (const Row& row : old)
    if (row.code != 0) place_of(row.code) = row;
}

}  // namespace triand::domain
