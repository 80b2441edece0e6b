#include <catch2/catch.hpp>

#include "channels/exec/command_line.hpp"
#include "channels/exec/harmless.hpp"
#include "channels/exec/line_reader.hpp"
#include "channels/exec/restart_wait.hpp"
#include "channels/line_budget.hpp"
#include "tests/config/scratch.hpp"

using namespace triand::channels::exec;
using namespace std::chrono_literals;

TEST_CASE("a command is parted at blanks, or given to a shell when it asks for one") {
  CHECK(words_of(" /opt/pigeon --slow\tbook ") == Words{"/opt/pigeon", "--slow", "book"});
  CHECK(words_of("").empty());
  CHECK(words_of("python3 'my channel.py'") == Words{"/bin/sh", "-c", "python3 'my channel.py'"});
  CHECK(words_of("cd /opt && ./pigeon").front() == "/bin/sh");
}

TEST_CASE("a program is looked for where its name says") {
  const triand::config::Scratch scratch;
  const std::string folder = scratch.path(".");
  const std::string program = scratch.write("pigeon", "#!/bin/sh\n");
  CHECK(find_program("./pigeon", folder, "").empty());
  std::filesystem::permissions(program, std::filesystem::perms::owner_all);
  CHECK(find_program("./pigeon", folder, "") == folder + "/./pigeon");
  CHECK(find_program(program, "/nowhere", "") == program);
  CHECK(find_program("pigeon", folder, "/nowhere::" + folder + ":/bin") == folder + "/pigeon");
  CHECK(find_program("pigeon", folder, "/nowhere").empty());
  CHECK(find_program("", folder, folder).empty());
}

TEST_CASE("lines are made of bytes however they come, and none is kept beyond its limit") {
  std::vector<std::pair<std::string, bool>> lines;
  LineReader reader(4, [&](std::string_view text, bool too_long) { lines.emplace_back(text, too_long); });
  for (const char* piece : {"a", "b\ncd", "\r\n\n", "12345", "678", "9\nend"}) reader.feed(piece);
  CHECK(lines ==
        std::vector<std::pair<std::string, bool>>{{"ab", false}, {"cd", false}, {"", false}, {"1234", true}});
  reader.finish();
  CHECK(lines.back() == std::pair<std::string, bool>{"end", false});
  reader.finish();
  CHECK(lines.size() == 5);
}

TEST_CASE("a program that ends again and again is started ever later, one that has lived long at once") {
  RestartWait wait;
  CHECK(wait.after(1s) == 500ms);
  CHECK(wait.after(1s) == 1s);
  CHECK(wait.after(1s) == 2s);
  for (int i = 0; i < 20; ++i) (void)wait.after(1s);
  CHECK(wait.after(1s) == 60s);
  CHECK(wait.after(2min) == 500ms);
  CHECK(wait.after(1s) == 1s);
}

TEST_CASE("a program that complains without end does not fill the log") {
  using triand::channels::LineBudget;
  LineBudget budget;
  const LineBudget::Time start{1h};
  int lines = 0;
  for (int i = 0; i < 1000; ++i) lines += budget.take(start) ? 1 : 0;
  CHECK(lines == LineBudget::kAtOnce);
  CHECK(budget.left_out() == 1000 - LineBudget::kAtOnce);
  CHECK(budget.left_out() == 0);
  CHECK_FALSE(budget.take(start + 900ms));
  CHECK(budget.take(start + 1s));
  CHECK_FALSE(budget.take(start + 1s));
}

TEST_CASE("what a program writes goes into the log without telephones, codes and mailboxes") {
  CHECK(harmless("sent to 0905123456 (PA05010001234)") == "sent to …456 (PA…234)");
  CHECK(harmless("to=huong@example.vn, 12 tries") == "to=…@example.vn, 12 tries");
  CHECK(harmless("two\nlines\x1b[31m") == "two lines [31m");
  CHECK(harmless(std::string(5000, 'x')).size() <= 300);
}
