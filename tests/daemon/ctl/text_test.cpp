#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "daemon/ctl/progress_bar.hpp"
#include "daemon/ctl/socket_path.hpp"
#include "daemon/ctl/table.hpp"
#include "daemon/ctl/text.hpp"
#include "tests/daemon/server/served.hpp"

using namespace triand::ctl;

TEST_CASE("numbers have dots at the thousands") {
  CHECK(thousands(0) == "0");
  CHECK(thousands(999) == "999");
  CHECK(thousands(1000) == "1.000");
  CHECK(thousands(-1234567) == "-1.234.567");
  CHECK(thousands(-123) == "-123");
}

TEST_CASE("times stay in the zone they came in") {
  CHECK(calm_time("2026-12-18T07:30:00+07:00") == "2026-12-18 07:30:00");
  CHECK(calm_time("2026-12-18T07:30:00.123Z") == "2026-12-18 07:30:00");
  CHECK(calm_time("2026-12-18") == "2026-12-18");
  CHECK(calm_time("").empty());
}

TEST_CASE("Vietnamese is aligned by letters, not bytes, and control characters do nothing") {
  Table table({{"NAME"}, {"N", Table::Side::right}});
  table.add({"Kính", "1"});
  table.add({"a\x1b[2Jb", "10"});
  std::ostringstream out;
  table.print(out);
  CHECK(out.str() == "NAME     N\nKính     1\na [2Jb  10\n");
}

TEST_CASE("a progress line says how far, how fast and how long still") {
  using Seconds = std::chrono::duration<double>;
  CHECK(progress_line("importing", 400000, 1000000, "rows", Seconds(5)) ==
        "importing  [#########---------------]  40 %  400.000 of 1.000.000 rows  80.000 rows/s  7 s left");
  // The speed is that of what was watched.
  CHECK(progress_line("t-2026", 600000, 1000000, "recipients", Seconds(10), 500000) ==
        "t-2026  [##############----------]  60 %  600.000 of 1.000.000 recipients  10.000 recipients/s  40 "
        "s left");
  CHECK(progress_line("importing", 500, 1000, "bytes", Seconds(5), 0, 50) ==
        "importing  [############------------]  50 %  50 rows  10 rows/s  5 s left");
  CHECK(progress_line("importing", 500, 0, "rows", Seconds(5)) == "importing  500 rows  100 rows/s");
  CHECK(progress_line("importing", 0, 0, "", Seconds(0)) == "importing  0");
  CHECK(progress_line("x", 20, 10, "rows", Seconds(1)) ==
        "x  [########################]  100 %  20 of 10 rows  20 rows/s");
}

TEST_CASE("the socket is the option's, else the environment's, else the config's, else the usual one") {
  const triand::tests::Folder folder;
  std::istringstream in;
  std::ostringstream out;
  World world{in, out, out};
  std::optional<std::string> variable;
  world.environment = [&](const std::string&) { return variable; };
  world.config = folder / "triand.yaml";
  CHECK(socket_path("", world) == "/run/triand/control.sock");
  const auto [line, path] = GENERATE(
      table<std::string, std::string>({{"control_socket: /run/a.sock", "/run/a.sock"},
                                       {"control_socket:   \"/run/a b.sock\"   # here", "/run/a b.sock"},
                                       {"control_socket: '/run/c.sock'", "/run/c.sock"},
                                       {"control_socket: /run/d.sock  # comment\r", "/run/d.sock"},
                                       {"  control_socket: /nested", "/run/triand/control.sock"},
                                       {"# control_socket: /comment", "/run/triand/control.sock"},
                                       {"control_socket:", "/run/triand/control.sock"}}));
  std::ofstream(world.config) << "database: x\n" << line << "\n";
  CHECK(socket_path("", world) == path);
  variable = "/env.sock";
  CHECK(socket_path("", world) == "/env.sock");
  CHECK(socket_path("/option.sock", world) == "/option.sock");
}
