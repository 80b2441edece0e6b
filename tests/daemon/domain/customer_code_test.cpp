#include "daemon/domain/customer_code.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace triand::domain {

TEST_CASE("a customer code of eleven to thirteen characters is taken") {
  for (const std::string code :
       {"PE010299485", "PA0501000123", "PA05010001234", "PNGV000012345", "PE01000000001"}) {
    CAPTURE(code);
    const CustomerCodeReading reading = read_customer_code(code);
    CHECK(reading.code == code);
    CHECK_FALSE(reading.upper_cased);
    CHECK_FALSE(reading.cleaned);
  }
}

TEST_CASE("a customer code is trimmed, upper-cased and freed of what cannot be seen") {
  CHECK(read_customer_code("  PA05010001234 ").code == "PA05010001234");
  CHECK_FALSE(read_customer_code("  PA05010001234 ").cleaned);
  const CustomerCodeReading lower = read_customer_code("pa05010001234");
  CHECK(lower.code == "PA05010001234");
  CHECK(lower.upper_cased);
  const CustomerCodeReading hidden = read_customer_code("PA05\u00A001000\u200B1234");
  CHECK(hidden.code == "PA05010001234");
  CHECK(hidden.cleaned);
  CHECK(read_customer_code("'PA05010001234").code == "PA05010001234");
}

TEST_CASE("a customer code that is missing or malformed says which") {
  for (const std::string cell : {"", "   ", "\u00A0\u200B", "'"})
    CHECK(read_customer_code(cell).fault == Reason::missing_customer_code);
  for (const std::string cell :
       {"PA05", "PA050100012345", "XA05010001234", "P105010001234", "PA05 010001234", "PA0501000123\xC3\x81",
        "PA-5010001234", "0912345678", "\xFFPA05010001234"}) {
    CAPTURE(cell);
    const CustomerCodeReading reading = read_customer_code(cell);
    CHECK(reading.fault == Reason::bad_customer_code);
    CHECK(reading.code.empty());
  }
}

}  // namespace triand::domain
