#include <catch2/catch.hpp>

#include "daemon/server/password_hash.hpp"

using namespace triand::server;

TEST_CASE("a password is kept as yescrypt with a salt of its own and is known again") {
  const std::string password = "mưa xuân trên mái";
  const std::string hash = hash_password(password);
  CHECK(hash.rfind("$y$", 0) == 0);
  CHECK(hash.find(password) == std::string::npos);
  CHECK(hash_password(password) != hash);
  CHECK(fits_password(hash, password));
  CHECK_FALSE(fits_password(hash, password + "!"));
  CHECK_FALSE(fits_password(hash, ""));
}

TEST_CASE("a password is the same whichever way a keyboard composes its letters") {
  const std::string composed = "m\u01b0a xu\u00e2n tr\u00ean m\u00e1i nh\u00e0 Hu\u1ebf";
  const std::string decomposed = "mu\u031ba xua\u0302n tre\u0302n ma\u0301i nha\u0300 Hue\u0302\u0301";
  REQUIRE(composed != decomposed);
  CHECK(fits_password(hash_password(composed), decomposed));
  CHECK(fits_password(hash_password(decomposed), composed));
  CHECK(as_hashed(decomposed) == composed);
  CHECK_FALSE(fits_password(hash_password(composed), "mua xuan tren mai nha Hue"));
}

TEST_CASE("bytes that are no text are not taken for one another") {
  CHECK(as_hashed("twelve \xff bytes") == "twelve \xff bytes");
  CHECK_FALSE(fits_password(hash_password("twelve \xff bytes"), "twelve \xfe bytes"));
}

TEST_CASE("an account without a password is fitted by nothing, nor is a hash that is none") {
  CHECK_FALSE(fits_password("", ""));
  CHECK_FALSE(fits_password("", "anything at all"));
  for (const char* hash : {"*0", "!", "$y$", "x", "$nothing$"})
    CHECK_FALSE(fits_password(hash, "anything at all"));
}

TEST_CASE("a secret is overwritten") {
  std::string secret = "a secret that is longer than a small string";
  wipe(secret);
  CHECK(secret.empty());
}
