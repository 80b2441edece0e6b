#include "templates/shorten.hpp"

#include <catch2/catch.hpp>

using namespace triand::templates;

TEST_CASE("a text is shortened at a word, the ellipsis counted") {
  const auto [in, limit, out] = GENERATE(
      table<std::string, std::size_t, std::string>({{"Nguyễn Văn An", 13, "Nguyễn Văn An"},
                                                    {"Nguyễn Văn An", 30, "Nguyễn Văn An"},
                                                    {"Nguyễn Văn An", 12, "Nguyễn Văn…"},
                                                    {"Nguyễn Văn An", 11, "Nguyễn Văn…"},
                                                    {"Nguyễn Văn An", 10, "Nguyễn…"},
                                                    {"Nguyễn Văn An", 7, "Nguyễn…"},
                                                    {"Nguyễn Văn An", 6, "Nguyễ…"},
                                                    {"Nguyễn Văn An", 1, "…"},
                                                    {"Công ty Giống, cây trồng", 16, "Công ty Giống…"},
                                                    {"Côngtytráchnhiệm", 5, "Công…"},
                                                    {"", 5, ""}}));
  CAPTURE(in, limit);
  CHECK(shorten(in, limit) == out);
}

TEST_CASE("decomposed letters count as one") {
  CHECK(shorten("Nguye\u0302\u0303n", 6) == "Nguyễn");
  CHECK(shorten("Nguye\u0302\u0303n", 5) == "Nguy…");
}

TEST_CASE("no letter is cut: marks and joined emoji stay together or go together") {
  CHECK(shorten("xm\u0303yz", 3) == "x…");
  CHECK(shorten("ab👩\u200D👧cd", 5) == "ab…");
  CHECK(shorten("ab👍🏽cd", 4) == "ab…");
}
