#include "daemon/intake/list_shape.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace triand::intake {

TEST_CASE("the delimiter is found on the header line outside quotes") {
  CHECK(shape_of("customer_code,full_name\n1;2;3;4\n").delimiter == ',');
  CHECK(shape_of("customer_code;full_name\n").delimiter == ';');
  CHECK(shape_of("customer_code\tfull_name").delimiter == '\t');
  CHECK(shape_of("customer_code|full_name\r").delimiter == '|');
  CHECK(shape_of("\"a,b,c,d\";customer_code\n").delimiter == ';');
  CHECK(shape_of("note a, b, c, d, e;customer_code;phone\n").delimiter == ';');
  CHECK(shape_of("\r\n\ncustomer_code;phone\n").delimiter == ';');
  CHECK(shape_of("customer_code").delimiter == ',');
  CHECK(shape_of("").delimiter == ',');
}

TEST_CASE("a sep= line decides and is skipped") {
  const ListShape shape = shape_of("sep=;\r\ncustomer_code,a;phone\n");
  CHECK(shape.delimiter == ';');
  CHECK(shape.skip == 7);
  CHECK(shape_of("sep=|\ncustomer_code").skip == 6);
  CHECK(shape_of("separate;customer_code").skip == 0);
}

TEST_CASE("a few damaged rows do not make a list foreign, many do") {
  const std::string header = "customer_code,full_name\n";
  const std::string good = "1,Nguyễn\n";
  const std::string bad = "1,Nguy\xD4n\n";
  CHECK_FALSE(wrong_encoding(header + good + bad, true).has_value());
  CHECK_FALSE(wrong_encoding(header + bad + bad, true).has_value());
  CHECK_FALSE(wrong_encoding(header + good + good + good + bad + bad + bad, true).has_value());
  REQUIRE(wrong_encoding(header + "1,An\n" + bad + bad + bad, true).has_value());
  CHECK(wrong_encoding(header + "1,An\n" + bad + bad + bad, true)->line == 3);
  CHECK(wrong_encoding("M\xB7 kh\xB8"
                       "ch h\xB5ng\n",
                       true)
            ->line == 1);
  CHECK_FALSE(wrong_encoding(header + good + "1,Nguy\xE1\xBB", false).has_value());
}

}  // namespace triand::intake
