#include "channels/signed_reference.hpp"

#include <catch2/catch.hpp>

namespace triand::channels {
namespace {

constexpr std::string_view kKey = "0123456789abcdef";

TEST_CASE("what was signed is read again, in any letter case") {
  const std::string link = sign_reference(kKey, "bounce", "AB12PA050100012340XYZ");
  CHECK(link.starts_with("AB12PA050100012340XYZ-"));
  CHECK(link.size() == 21 + 1 + kSignatureLength);
  CHECK(read_signed_reference(kKey, "bounce", link) == "AB12PA050100012340XYZ");
  std::string shouted = link;
  for (char& c : shouted) c = static_cast<char>(std::toupper(c));
  std::string whispered = link;
  for (char& c : whispered) c = static_cast<char>(std::tolower(c));
  CHECK(read_signed_reference(kKey, "bounce", shouted) == "AB12PA050100012340XYZ");
  CHECK(read_signed_reference(kKey, "bounce", whispered) == "AB12PA050100012340XYZ");
}

// By `openssl dgst -sha256 -mac HMAC -macopt key:0123456789abcdef` over "bounce\nAB12": 60 bits of
// e3b29ae091dbaea8…, five at a time, in the digits 0-9a-z without i l o u.
TEST_CASE("a signature is the head of an HMAC-SHA256") {
  CHECK(sign_reference(kKey, "bounce", "AB12") == "AB12-wes9nr4hveqa");
}

TEST_CASE("nothing else is read") {
  const std::string link = sign_reference(kKey, "bounce", "AB12");
  CHECK_FALSE(read_signed_reference(kKey, "unsubscribe", link));
  CHECK_FALSE(read_signed_reference("another key", "bounce", link));
  // Every single character counts.
  for (std::size_t at = 0; at < link.size(); ++at) {
    std::string other = link;
    other[at] = other[at] == '7' ? '8' : '7';
    CHECK_FALSE(read_signed_reference(kKey, "bounce", other));
  }
  const std::string long_one = std::string(33, 'A');
  for (const std::string& text :
       {std::string(), std::string("-"), std::string("AB12"), std::string("AB12-"), link + "x",
        link.substr(0, link.size() - 1), "-" + link.substr(5), sign_reference(kKey, "bounce", "A.B"),
        sign_reference(kKey, "bounce", long_one)})
    CHECK_FALSE(read_signed_reference(kKey, "bounce", text));
  CHECK(read_signed_reference(kKey, "bounce", sign_reference(kKey, "bounce", std::string(32, 'A'))));
}

}  // namespace
}  // namespace triand::channels
