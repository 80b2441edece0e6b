#include "templates/day.hpp"

#include <catch2/catch.hpp>

using namespace triand::templates;

TEST_CASE("days are shown the Vietnamese way") {
  const auto [in, out] =
      GENERATE(table<std::string, std::string>({{"2026-12-18", "18/12/2026"},
                                                {"18/12/2026", "18/12/2026"},
                                                {"18-12-2026", "18/12/2026"},
                                                {"18.12.2026", "18/12/2026"},
                                                {"2026/12/18", "18/12/2026"},
                                                {" 1/2/2026 ", "01/02/2026"},
                                                {"2026-12-18 00:00:00", "18/12/2026"},
                                                {"2026-12-18T07:30:00+07:00", "18/12/2026"},
                                                {"2026-12-18T07:30:00Z", "18/12/2026"},
                                                {"29/2/2028", "29/02/2028"}}));
  CAPTURE(in);
  CHECK(format_day(in).value_or("") == out);
}

TEST_CASE("what is no day of the calendar is not guessed") {
  const std::string in = GENERATE("", "abc", "2026", "18/12", "18/12/26", "29/2/2026", "31/4/2026",
                                  "0/1/2026", "1/13/2026", "2026-12-18x", "2026-12/18", "18/12/2026 sáng",
                                  "99999999999999999999/1/2026", "18//2026", "-1/2/2026");
  CAPTURE(in);
  CHECK(format_day(in) == std::nullopt);
}
