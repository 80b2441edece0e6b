#include "daemon/domain/customer_columns.hpp"

#include <catch2/catch.hpp>

namespace triand::domain {
namespace {

Customer known() {
  Customer out;
  out.id = 7;
  out.code = "PA05010001234";
  out.full_name = "Nguyễn Văn A";
  out.phone = "+84912345678";
  out.email = "an@example.vn";
  out.address = "số 1";
  out.unit = "PA05";
  out.opt_out = true;
  out.extra = {{"gift", "yes"}, {"amount", "1000"}};
  out.set_aside = {{"email", "an@"}};
  return out;
}

Customer told() {
  Customer out;
  out.code = "PA05010001234";
  out.full_name = "Nguyễn Văn An";
  out.unit = "PA22";
  return out;
}

}  // namespace

TEST_CASE("a list without a column says nothing about it, least of all that a refusal is withdrawn") {
  CustomerColumns columns;
  columns.known = {"customer_code", "full_name"};
  columns.every_extra = false;
  Customer expected = known();
  expected.full_name = "Nguyễn Văn An";
  CHECK(merged(known(), told(), columns) == expected);
}

TEST_CASE("an empty cell of a column that is there empties the value") {
  CustomerColumns columns;
  columns.known = {"customer_code", "full_name", "phone", "opt_out"};
  columns.every_extra = false;
  const Customer now = merged(known(), told(), columns);
  CHECK(now.phone.empty());
  CHECK_FALSE(now.opt_out);
  CHECK(now.email == "an@example.vn");
}

TEST_CASE("an opt_out that nobody understands leaves an earlier one as it was") {
  Customer unclear = told();
  unclear.set_aside = {{"opt_out", "?"}};
  CHECK(merged(known(), unclear, {}).opt_out);
  Customer open = known();
  open.opt_out = false;
  CHECK_FALSE(merged(open, unclear, {}).opt_out);
}

TEST_CASE("extra columns that a list does not have stay, those that it has are replaced in their place") {
  CustomerColumns columns;
  columns.extra = {"amount", "note"};
  columns.every_extra = false;
  Customer change = told();
  change.extra = {{"note", "n"}, {"amount", "2000"}};
  const Customer now = merged(known(), change, columns);
  CHECK(now.extra == decltype(now.extra){{"gift", "yes"}, {"amount", "2000"}, {"note", "n"}});
}

TEST_CASE("a whole record replaces everything but the row") {
  Customer expected = told();
  expected.id = 7;
  CHECK(merged(known(), told(), {}) == expected);
}

}  // namespace triand::domain
