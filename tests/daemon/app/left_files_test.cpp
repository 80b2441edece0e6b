#include "daemon/app/left_files.hpp"

#include <filesystem>

#include <catch2/catch.hpp>

#include "tests/config/scratch.hpp"

using namespace triand;
namespace fs = std::filesystem;

TEST_CASE("what a run that died was about is removed, and what somebody may still fetch is not") {
  const config::Scratch folder;
  for (const char* name :
       {"upload-a1b2c3", "rejects-12.csv.part", "rejects-dry-run-77.csv", "rejects-12.csv"})
    (void)folder.write(name, "x");
  CHECK(app::remove_left_files(folder.path("")) == 3);
  CHECK(fs::exists(folder.path("rejects-12.csv")));
  CHECK_FALSE(fs::exists(folder.path("upload-a1b2c3")));
  CHECK(app::remove_left_files(folder.path("")) == 0);
  CHECK(app::remove_left_files(folder.path("none")) == 0);
}
