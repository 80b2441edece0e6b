#include "daemon/app/file_content.hpp"

#include <catch2/catch.hpp>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace triand::app {
namespace {

struct Folder {
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "triand-app-XXXXXX").string();
    path = ::mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path); }
  std::filesystem::path path;
};

}  // namespace

TEST_CASE("what a list's file holds is told by its SHA-256; one that cannot be read has none") {
  const Folder folder;
  const std::string file = folder.path / "list.csv";
  std::ofstream(file) << "abc";
  const auto never = [] { return false; };
  CHECK(FileContent(file, never).hash() ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(FileContent(file, [] { return true; }).hash() == "");
  CHECK(FileContent(folder.path / "gone.csv", never).hash() == std::nullopt);
  CHECK(FileContent(folder.path, never).hash() == std::nullopt);
}

}  // namespace triand::app
