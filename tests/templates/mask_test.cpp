#include "templates/mask.hpp"

#include <catch2/catch.hpp>

using namespace triand::templates;

TEST_CASE("a masked value shows its owner enough and nobody else") {
  const auto [in, out] = GENERATE(table<std::string, std::string>({{"+84905123456", "0905 *** 456"},
                                                                   {"0905 123 456", "0905 *** 456"},
                                                                   {"huong@example.vn", "h***@example.vn"},
                                                                   {"Nguyễn Thị Hường", "N. T. H."},
                                                                   {"Đặng Ánh", "Đ. Á."},
                                                                   {"PA05010001234", "PA05***234"},
                                                                   {"Ánh", "Á***"},
                                                                   {"12345678", "1***"},
                                                                   {"@", "@***"},
                                                                   {"", ""}}));
  CAPTURE(in);
  CHECK(mask(in) == out);
}
