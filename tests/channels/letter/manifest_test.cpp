#include "channels/letter/manifest.hpp"

#include <catch2/catch.hpp>

using namespace triand::channels::letter;

namespace {

Letter of(const std::string& name, const std::string& address, const std::string& province) {
  Letter letter;
  letter.reference = "R1";
  letter.name = name;
  letter.address = address;
  letter.printed.province = province;
  return letter;
}

}  // namespace

TEST_CASE("no cell of a manifest is a formula to whoever opens it") {
  for (const std::string begins : {"=", "+", "-", "@", "\t", "\r"}) {
    INFO("begins with byte " << static_cast<int>(begins.front()));
    Manifest manifest;
    manifest.add(of(begins + "1+1", begins + "2+2", begins + "3+3"), 1, 1);
    const std::string row = manifest.text().substr(manifest.text().find('\n') + 1);
    REQUIRE(row.starts_with("R1,1,1,"));
    for (const char* value : {"1+1", "2+2", "3+3"}) {
      const std::size_t at = row.find(value);
      REQUIRE(at != std::string::npos);
      // Lines of an address are cut at their ends: a blank that began one is gone.
      std::size_t begin = at;
      while (begin > 0 && row[begin - 1] != ',' && row[begin - 1] != '"') --begin;
      const std::string cell = row.substr(begin, at - begin);
      CHECK((cell == "'" + begins || (cell.empty() && (begins == "\t" || begins == "\r"))));
    }
  }
  Manifest plain;
  plain.add(of("Hộ 1-2", "Số 4", "Bắc Ninh"), 1, 1);
  CHECK(plain.text().find('\'') == std::string::npos);
}

TEST_CASE("what a name holds adds neither cells nor lines to a manifest") {
  Manifest manifest;
  manifest.add(of("An\",=1+1,\"", "1;2", "x"), 1, 1);
  CHECK(manifest.text() ==
        "reference,sequence,page,name,address,province\nR1,1,1,\"An\"\",=1+1,\"\"\",1;2,x\n");
  CHECK(references_in(manifest.text()) == std::vector<std::string>{"R1"});
}
