#include "daemon/app/archive_seal.hpp"

#include <stdexcept>

#include <catch2/catch.hpp>

using triand::app::ArchiveSeal;

TEST_CASE("archives are signed as RFC 8032, section 7.1, test 2 has it") {
  const ArchiveSeal seal("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
  CHECK(seal.public_key() == "PUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=");
  CHECK(seal.signature_of("\x72") ==
        "kqAJqfDUyrhyDoILX2QlQKKye1QWUD+Ps3YiI+vbadoIWsHkPhWZbkWPNhPQ8R2MOHsurrQwKu6wDSkWErsMAA==");
}

TEST_CASE("each database has a key of its own, and a damaged one is refused") {
  CHECK(ArchiveSeal::new_secret() != ArchiveSeal::new_secret());
  CHECK(ArchiveSeal::new_secret().size() == 64);
  CHECK_THROWS_AS(ArchiveSeal("abc"), std::runtime_error);
  CHECK_THROWS_AS(ArchiveSeal(std::string(64, 'x')), std::runtime_error);
}
