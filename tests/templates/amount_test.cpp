#include "templates/amount.hpp"

#include <catch2/catch.hpp>

using namespace triand::templates;

TEST_CASE("amounts are read as lists write them and shown with Vietnamese marks") {
  const auto [in, number, money] = GENERATE(table<std::string, std::string, std::string>(
      {{"0", "0", "0 đ"},
       {"1234567", "1.234.567", "1.234.567 đ"},
       {"1.234.567", "1.234.567", "1.234.567 đ"},
       {"1,234,567", "1.234.567", "1.234.567 đ"},
       {"1 234 567", "1.234.567", "1.234.567 đ"},
       {"1\u00A0234\u00A0567 ₫", "1.234.567", "1.234.567 đ"},
       {"1.234", "1.234", "1.234 đ"},
       {"1,234.50", "1.234,5", "1.235 đ"},
       {"1.234,49", "1.234,49", "1.234 đ"},
       {"1234567.00", "1.234.567", "1.234.567 đ"},
       {"1234.567", "1.234,567", "1.235 đ"},
       {"999.5", "999,5", "1.000 đ"},
       {"0.5", "0,5", "1 đ"},
       {"-0,4", "-0,4", "0 đ"},
       {"-5000", "-5.000", "-5.000 đ"},
       {"+7", "7", "7 đ"},
       {"007", "7", "7 đ"},
       {"12 đ", "12", "12 đ"},
       {"12 VNĐ", "12", "12 đ"},
       {"12 đồng", "12", "12 đ"},
       {"123456789012345678901234567890", "123.456.789.012.345.678.901.234.567.890",
        "123.456.789.012.345.678.901.234.567.890 đ"}}));
  CAPTURE(in);
  CHECK(format_number(in) == number);
  CHECK(format_money(in) == money);
}

TEST_CASE("what is no amount is not guessed") {
  const std::string in = GENERATE("", " ", "abc", "đ", "-", "1.2E+06", "12abc", "1..2", "1.23.4",
                                  "1.234.56.789", ".5", "5.", "1,2,3", "12 34", "1.234,567,890", "--1", "٣");
  CAPTURE(in);
  CHECK(format_number(in) == std::nullopt);
  CHECK(format_money(in) == std::nullopt);
}
