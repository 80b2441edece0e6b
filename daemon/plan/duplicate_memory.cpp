#include "daemon/plan/duplicate_memory.hpp"

#include <cstdint>
#include <stdexcept>

#include "daemon/domain/email_address.hpp"

namespace triand::plan {
namespace {

constexpr std::uint64_t kHashed = std::uint64_t{1} << 63;
constexpr std::size_t kMaxDigits = 15;  // E.164, section 6.1

std::uint64_t fnv1a(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return hash;
}

// A telephone number is its own key, so that two numbers never become one. Other text is hashed: for 11 million
// addresses the odds that any two share a key are about one in 150,000.
// A telephone, or a mailbox in any letter case.
std::string comparable(const std::string& value) {
  return value.front() == '+' ? value : domain::fold_email(value);
}

std::uint64_t key_of(std::string_view value) {
  if (value.size() < 2 || value.size() > kMaxDigits + 1 || value.front() != '+')
    return fnv1a(value) | kHashed;
  std::uint64_t number = 0;
  for (const char c : value.substr(1)) {
    if (c < '0' || c > '9') return fnv1a(value) | kHashed;
    number = number * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return number;
}

}  // namespace

DuplicateMemory::DuplicateMemory(const std::vector<std::string>& one_per) {
  for (const std::string& word : one_per) {
    if (word == "customer_code")
      by_code_ = true;
    else if (word == "phone")
      columns_.push_back({&domain::Customer::phone, {}});
    else if (word == "email")
      columns_.push_back({&domain::Customer::email, {}});
    else
      throw std::invalid_argument("one_per does not know the word " + word);
  }
}

std::optional<std::string> DuplicateMemory::twin_of(const domain::Customer& customer) const {
  if (by_code_ && last_code_ == customer.code) return last_code_;
  std::optional<std::uint32_t> first;
  for (const Column& column : columns_) {
    const std::string& value = customer.*column.value;
    if (value.empty()) continue;
    const auto who = column.written.find(key_of(comparable(value)));
    if (who && (!first || *who < *first)) first = who;
  }
  if (!first) return std::nullopt;
  return codes_.at(*first);
}

void DuplicateMemory::remember(const domain::Customer& customer) {
  last_code_ = customer.code;
  if (columns_.empty()) return;
  const std::uint32_t who = codes_.add(customer.code);
  for (Column& column : columns_) {
    const std::string& value = customer.*column.value;
    if (!value.empty()) column.written.insert(key_of(comparable(value)), who);
  }
}

std::size_t DuplicateMemory::bytes() const {
  std::size_t sum = sizeof(*this) + codes_.bytes();
  for (const Column& column : columns_) sum += column.written.bytes();
  return sum;
}

}  // namespace triand::plan
