#include <catch2/catch.hpp>

#include "daemon/domain/account.hpp"

using namespace triand::domain;

TEST_CASE("names of system users and of domains are names of accounts") {
  for (const char* name : {"lan", "nguyen.lan", "lan@npc.example", "_apt", "PA05-desk", "9"}) {
    CAPTURE(name);
    CHECK(account_name_fault(name).empty());
  }
  CHECK(account_name_fault(std::string(kLongestAccountName, 'a')).empty());
}

TEST_CASE("what is no name says why") {
  CHECK(account_name_fault("") == "an account needs a name");
  CHECK(account_name_fault(std::string(kLongestAccountName + 1, 'a')).find("longer") != std::string::npos);
  for (const std::string& name :
       {std::string("la n"), std::string("lan\n"), std::string("l\0n", 3), std::string("\x1b[31m"),
        std::string("Lân"), std::string("a/b"), std::string("a\x7f"), std::string("\"a\"")}) {
    CAPTURE(name);
    CHECK(account_name_fault(name) == "a name has letters, digits and . _ - @ only");
  }
  for (const char* name : {"-lan", ".lan", "@lan"})
    CHECK(account_name_fault(name) == "a name begins with a letter, a digit or _");
}

TEST_CASE("a password has twelve characters, whatever bytes they take, and not the name") {
  CHECK(password_fault("lan", "correct horse").empty());
  CHECK(password_fault("lan", "mưa xuân đẹp").empty());                              // 12 characters
  CHECK(password_fault("lan", "mưa xuân đ").find("shorter") != std::string::npos);   // 10 in 13 bytes
  CHECK(password_fault("lan", "12345678901").find("shorter") != std::string::npos);  // 11
  CHECK(password_fault("lan", "").find("shorter") != std::string::npos);
  CHECK(password_fault("lan", "xyz-LAN-2026-abc") == "the password holds the account's name");
  CHECK(password_fault("Lan", "milanese-risotto") == "the password holds the account's name");
  CHECK(password_fault("lan", "aaaaaaaaaaaaaa") == "the password is one character, repeated");
  CHECK(password_fault("lan", "correct\thorse") == "the password holds a control character");
  CHECK(password_fault("lan", std::string("correct horse\0x", 15)) ==
        "the password holds a control character");
  CHECK(password_fault("lan", std::string(256, 'a') + std::string(256, 'b')).empty());
  CHECK(password_fault("lan", std::string(256, 'a') + std::string(257, 'b')).find("longer") !=
        std::string::npos);
}

TEST_CASE("no fault repeats the password") {
  for (const char* password : {"short-one", "hidden-lan-words", "secret\x01secret-secret"})
    CHECK(password_fault("lan", password).find(password) == std::string::npos);
}
