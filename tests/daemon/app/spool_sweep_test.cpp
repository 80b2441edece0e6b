#include "daemon/app/spool_sweep.hpp"

#include <filesystem>

#include <catch2/catch.hpp>

#include "tests/config/scratch.hpp"

using namespace triand;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

TEST_CASE("rejects go when they are old, and nothing else does") {
  const config::Scratch folder;
  const auto now = std::chrono::system_clock::now();
  const auto put = [&](const std::string& name, std::chrono::hours age) {
    fs::last_write_time(folder.write(name, "x"), std::chrono::file_clock::from_sys(now - age));
  };
  put("rejects-1.csv", 49h);
  put("rejects-2.xlsx", 49h);
  put("rejects-3.csv", 47h);
  put("result-1", 49h);
  CHECK(app::remove_old_rejects(folder.path(""), now - 48h) == 2);
  CHECK_FALSE(fs::exists(folder.path("rejects-1.csv")));
  CHECK(fs::exists(folder.path("rejects-3.csv")));
  CHECK(fs::exists(folder.path("result-1")));
  CHECK(app::remove_old_rejects(folder.path("none"), now) == 0);
  put("kept-1", 2h);
  put("kept-2", 0h);
  put("rejects-dry-run-1.csv", 2h);
  put("rejects-dry-run-2.csv", 0h);
  CHECK(app::remove_old_lists(folder.path(""), now - 1h) == 2);
  CHECK(fs::exists(folder.path("kept-2")));
  CHECK_FALSE(fs::exists(folder.path("rejects-dry-run-1.csv")));
  CHECK(fs::exists(folder.path("rejects-dry-run-2.csv")));
}

TEST_CASE("what a run that died was about is removed, and what somebody may still fetch is not") {
  const config::Scratch folder;
  for (const char* name :
       {"upload-a1b2c3", "kept-d4e5f6", "rejects-12.csv.part", "rejects-dry-run-77.csv", "rejects-12.csv"})
    (void)folder.write(name, "x");
  CHECK(app::remove_left_files(folder.path("")) == 4);
  CHECK(fs::exists(folder.path("rejects-12.csv")));
  CHECK_FALSE(fs::exists(folder.path("upload-a1b2c3")));
  CHECK(app::remove_left_files(folder.path("")) == 0);
  CHECK(app::remove_left_files(folder.path("none")) == 0);
}
