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
