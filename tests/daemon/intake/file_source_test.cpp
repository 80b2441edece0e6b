#include "daemon/intake/file_source.hpp"

#include <stdlib.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include <array>
#include <filesystem>
#include <string>

namespace triand::intake {

TEST_CASE("a file is read to its end") {
  std::string path = (std::filesystem::temp_directory_path() / "triand-list-XXXXXX").string();
  const int descriptor = ::mkstemp(path.data());
  REQUIRE(descriptor >= 0);
  REQUIRE(::write(descriptor, "customer_code\n", 14) == 14);
  ::close(descriptor);
  auto opened = FileSource::open(path);
  std::filesystem::remove(path);
  REQUIRE(std::holds_alternative<std::unique_ptr<FileSource>>(opened));
  FileSource& source = *std::get<std::unique_ptr<FileSource>>(opened);
  CHECK(source.size() == 14);
  std::array<char, 10> buffer{};
  CHECK(source.read(buffer) == 10);
  CHECK(source.read(buffer) == 4);
  CHECK(source.read(buffer) == 0);
}

TEST_CASE("a missing file and a folder are told apart, each with a remedy") {
  const auto missing = FileSource::open("/nowhere/list.csv");
  REQUIRE(std::holds_alternative<ListProblem>(missing));
  CHECK(std::get<ListProblem>(missing).word == "file_missing");
  const auto folder = FileSource::open(std::filesystem::temp_directory_path());
  REQUIRE(std::holds_alternative<ListProblem>(folder));
  CHECK(std::get<ListProblem>(folder).word == "is_a_folder");
  CHECK_FALSE(std::get<ListProblem>(folder).remedy.empty());
}

}  // namespace triand::intake
