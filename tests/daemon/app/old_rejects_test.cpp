#include "daemon/app/old_rejects.hpp"

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
}
