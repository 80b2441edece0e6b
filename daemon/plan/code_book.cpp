#include "daemon/plan/code_book.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace triand::plan {
namespace {

constexpr std::uint32_t kPageCodes = 64;
constexpr std::size_t kLongest = std::numeric_limits<unsigned char>::max();

}  // namespace

std::uint32_t CodeBook::add(std::string_view code) {
  if (code.size() > kLongest) throw std::length_error("a customer code is longer than 255 bytes");
  if (size_ % kPageCodes == 0) {
    if (!pages_.empty()) pages_.back().shrink_to_fit();
    pages_.emplace_back();
    last_.clear();
  }
  const auto differs = std::ranges::mismatch(last_, code).in1;
  const auto shared = static_cast<std::size_t>(differs - last_.begin());
  std::string& page = pages_.back();
  page += static_cast<char>(shared);
  page += static_cast<char>(code.size() - shared);
  page += code.substr(shared);
  last_ = code;
  return size_++;
}

std::string CodeBook::at(std::uint32_t number) const {
  const std::string& page = pages_.at(number / kPageCodes);
  if (number >= size_) throw std::out_of_range("there is no such number in the code book");
  std::string code;
  std::size_t at = 0;
  for (std::uint32_t i = 0; i <= number % kPageCodes; ++i) {
    const auto shared = static_cast<unsigned char>(page[at]);
    const auto rest = static_cast<unsigned char>(page[at + 1]);
    code.replace(shared, std::string::npos, page, at + 2, rest);
    at += 2U + rest;
  }
  return code;
}

std::size_t CodeBook::bytes() const {
  std::size_t sum = sizeof(*this) + pages_.capacity() * sizeof(std::string);
  for (const std::string& page : pages_) sum += page.capacity() + 1;
  return sum;
}

}  // namespace triand::plan
