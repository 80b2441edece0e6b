#include "daemon/domain/row_memory.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace triand::domain {
namespace {

Customer named(const std::string& code, const std::string& name) {
  Customer out;
  out.code = code;
  out.full_name = name;
  return out;
}

}  // namespace

TEST_CASE("a code that a list names again is known, with the same data or with other") {
  using Before = RowMemory::Before;
  RowMemory memory;
  CHECK(memory.remember(named("PA05010000001", "An")) == Before::never);
  CHECK(memory.remember(named("PA05010000002", "An")) == Before::never);
  CHECK(memory.remember(named("PA05010000001", "An")) == Before::same);
  CHECK(memory.remember(named("PA05010000001", "Ân")) == Before::other);
  // What was seen first is what counts.
  CHECK(memory.remember(named("PA05010000001", "Ân")) == Before::other);
  CHECK(memory.size() == 2);
}

TEST_CASE("any part of the data tells two rows apart") {
  using Before = RowMemory::Before;
  Customer one = named("PA1", "An");
  one.extra = {{"so", "1"}};
  const auto differs = [&](auto change) {
    RowMemory memory;
    (void)memory.remember(one);
    Customer other = one;
    change(other);
    return memory.remember(other) == Before::other;
  };
  CHECK(differs([](Customer& c) { c.phone = "+84912345678"; }));
  CHECK(differs([](Customer& c) { c.email = "a@b.vn"; }));
  CHECK(differs([](Customer& c) { c.address = "1"; }));
  CHECK(differs([](Customer& c) { c.unit = "PA05"; }));
  CHECK(differs([](Customer& c) { c.province = "x"; }));
  CHECK(differs([](Customer& c) { c.segment = "poor"; }));
  CHECK(differs([](Customer& c) { c.language = "en"; }));
  CHECK(differs([](Customer& c) { c.opt_out = true; }));
  CHECK(differs([](Customer& c) { c.extra.front().second = "2"; }));
  CHECK(differs([](Customer& c) { c.set_aside.emplace_back("phone", "9,05E+08"); }));
  CHECK(differs([](Customer& c) {
    c.full_name = "A";
    c.phone = "n";
  }));
  CHECK_FALSE(differs([](Customer& c) { c.id = 7; }));
}

TEST_CASE("many codes are kept apart") {
  RowMemory memory;
  constexpr int kMany = 50'000;
  for (int i = 0; i < kMany; ++i)
    if (memory.remember(named("PA" + std::to_string(i), "An")) != RowMemory::Before::never)
      FAIL("taken for another");
  for (int i = 0; i < kMany; ++i)
    if (memory.remember(named("PA" + std::to_string(i), "An")) != RowMemory::Before::same) FAIL("forgotten");
  CHECK(memory.size() == kMany);
}

}  // namespace triand::domain
