#include "templates/text_lines.hpp"

#include <catch2/catch.hpp>

namespace triand::templates {

TEST_CASE("lines come without blank ones and without spaces at their ends, and join again") {
  CHECK(lines_of("").empty());
  CHECK(lines_of(" \r\n\t\n").empty());
  CHECK(lines_of(" Số 1 \r\n\n\tXã A\rBắc  Ninh") == std::vector<std::string>{"Số 1", "Xã A", "Bắc  Ninh"});
  CHECK(joined(lines_of("a\n b"), ", ") == "a, b");
  CHECK(joined({}, ", ").empty());
}

}  // namespace triand::templates
