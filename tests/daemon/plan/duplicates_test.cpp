#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <string>

#include "daemon/plan/code_book.hpp"
#include "daemon/plan/duplicate_memory.hpp"
#include "daemon/plan/written_set.hpp"

using triand::domain::Customer;
using triand::plan::CodeBook;
using triand::plan::DuplicateMemory;
using triand::plan::WrittenSet;

namespace {

Customer customer(std::string code, std::string phone, std::string email = {}) {
  Customer made;
  made.code = std::move(code);
  made.phone = std::move(phone);
  made.email = std::move(email);
  return made;
}

}  // namespace

TEST_CASE("the written set keeps the first holder of each key, as a map would") {
  std::mt19937_64 random(7);
  WrittenSet set;
  std::map<std::uint64_t, std::uint32_t> model;
  for (std::uint32_t i = 0; i < 200'000; ++i) {
    const std::uint64_t key = i % 3 == 0 ? random() % 5'000 : 84'000'000'000ULL + random() % 1'000'000'000;
    const auto held = model.find(key);
    const auto found = set.find(key);
    if ((held == model.end()) != !found || (found && *found != held->second)) FAIL("at " << i);
    set.insert(key, i);
    model.emplace(key, i);
  }
  CHECK(set.size() == model.size());
  CHECK(model.contains(0));
}

TEST_CASE("eleven million telephones would take less than 200 MB") {
  constexpr std::size_t kSample = 1'000'000;
  WrittenSet set;
  double most = 0;
  for (std::size_t i = 0; i < kSample; ++i) {
    set.insert(84'900'000'000ULL + i * 7, static_cast<std::uint32_t>(i));
    if (i > 500'000 && i % 1000 == 0)
      most = std::max(most, static_cast<double>(set.bytes()) / static_cast<double>(i));
  }
  CHECK(most * 11e6 < 200e6);
}

TEST_CASE("the code book gives back each code") {
  CodeBook book;
  std::vector<std::string> codes = {
      "", "P", "PA", "PA05", "PA05010001234", "PA05010001235", "PA050100013", std::string(255, 'Z'), "PN"};
  for (int i = 0; i < 1000; ++i) codes.push_back("PA0501" + std::to_string(1'000'000 + i * 3));
  for (const std::string& code : codes) book.add(code);
  REQUIRE(book.size() == codes.size());
  for (std::uint32_t i = 0; i < book.size(); ++i) CHECK(book.at(i) == codes[i]);
  CHECK_THROWS_AS(book.at(book.size()), std::out_of_range);
  CHECK_THROWS_AS(book.add(std::string(256, 'A')), std::length_error);
}

TEST_CASE("sorted codes take a few bytes each") {
  CodeBook book;
  for (int i = 0; i < 1'000'000; ++i) book.add("PA0501" + std::to_string(1'000'000 + i * 5));
  CHECK(book.bytes() < 8'000'000);
}

TEST_CASE("a customer is the twin of the first with the same telephone or address") {
  DuplicateMemory memory({"customer_code", "phone", "email"});
  memory.remember(customer("PA01", "+84912345678", "a@example.vn"));
  memory.remember(customer("PA02", "+84912345679", "b@example.vn"));
  CHECK(memory.twin_of(customer("PA03", "+84912345678")) == "PA01");
  CHECK(memory.twin_of(customer("PA03", "", "b@example.vn")) == "PA02");
  CHECK(memory.twin_of(customer("PA03", "+84912345679", "a@example.vn")) == "PA01");
  CHECK(memory.twin_of(customer("PA03", "+84912345678", "b@example.vn")) == "PA01");
  CHECK_FALSE(memory.twin_of(customer("PA03", "+84912345670", "c@example.vn")));
  CHECK(memory.twin_of(customer("PA02", "")) == "PA02");
}

TEST_CASE("empty values join nobody, and columns not named do not count") {
  DuplicateMemory memory({"phone"});
  memory.remember(customer("PA01", "", "a@example.vn"));
  CHECK_FALSE(memory.twin_of(customer("PA02", "", "a@example.vn")));
  CHECK_THROWS_AS(DuplicateMemory({"name"}), std::invalid_argument);
}
