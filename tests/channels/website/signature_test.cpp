#include "channels/website/signature.hpp"

#include <ctime>

#include <catch2/catch.hpp>

using namespace triand::channels::website;

namespace {

constexpr const char* kSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
constexpr const char* kOther = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
constexpr const char* kBody = R"({"test": 2432232314})";
const std::chrono::system_clock::time_point kThen{std::chrono::seconds(1614265330)};

SigningKey key(const char* secret) {
  auto out = SigningKey::read(secret);
  REQUIRE(out);
  return std::move(*out);
}

std::string fault(const SigningKeys& keys, const std::string& signature, const std::string& body = kBody,
                  int seconds_later = 0) {
  return signature_fault(keys, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", signature, body,
                         kThen + std::chrono::seconds(seconds_later));
}

}  // namespace

TEST_CASE("signatures are those of the reference implementations") {
  CHECK(key(kSecret).sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, kBody) ==
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  CHECK(key(kOther).sign("tri_0001", 1797566400,
                         R"({"type":"notice.published","data":{"notice_id":"N1","title":"Tri ân"}})") ==
        "v1,QmwZMG44sQ1MsR4v1kg+j+IZwtCfQAD/xqppSEGP9sY=");
}

TEST_CASE("a secret is whsec_ and the Base64 of 24 to 64 bytes, and nothing else") {
  for (const char* bad : {"", "whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_c2hvcnQ=",
                          "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa*w",
                          "whsec_ MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS", "whsk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"})
    CHECK_FALSE(SigningKey::read(bad));
  CHECK_FALSE(SigningKey::read("whsec_" + std::string(88, 'A')));
  CHECK(SigningKey::read("whsec_" + std::string(84, 'A')));
}

TEST_CASE("while keys change both sign, and either is believed") {
  SigningKeys both;
  both.push_back(key(kOther));
  both.push_back(key(kSecret));
  const std::string text = signatures(both, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, kBody);
  CHECK(text.find(' ') != std::string::npos);
  SigningKeys former;
  former.push_back(key(kSecret));
  CHECK(fault(former, text).empty());
  CHECK(fault(both, former.front().sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, kBody)).empty());
}

TEST_CASE("a signature is refused for another body, key, version or time") {
  SigningKeys keys;
  keys.push_back(key(kSecret));
  const std::string good = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
  CHECK(fault(keys, good).empty());
  CHECK(fault(keys, "v1a,abc v2,x " + good).empty());
  CHECK(fault(keys, good, kBody, 300).empty());
  CHECK(fault(keys, good, kBody, -300).empty());
  CHECK_FALSE(fault(keys, good, kBody, 301).empty());
  CHECK_FALSE(fault(keys, good, kBody, -301).empty());
  CHECK_FALSE(fault(keys, good, std::string(kBody) + " ").empty());
  CHECK_FALSE(fault(keys, "").empty());
  CHECK_FALSE(fault(keys, "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=").empty());
  CHECK_FALSE(fault(keys, "v1," + std::string(43, 'A') + "=").empty());
  SigningKeys others;
  others.push_back(key(kOther));
  CHECK_FALSE(fault(others, good).empty());
  for (const char* time : {"", "now", "-9223372036854775808", "9223372036854775807", "99999999999999999999"})
    CHECK_FALSE(signature_fault(keys, "msg_p5jXN8AQM9LWM0D4loKWxJek", time, good, kBody, kThen).empty());
}

TEST_CASE("many signatures of a stranger cost no more than one") {
  SigningKeys keys;
  keys.push_back(key(kSecret));
  keys.push_back(key(kOther));
  std::string many;
  while (many.size() < 8000) many += "a ";
  const std::string body(1 << 20, 'x');
  const std::clock_t before = std::clock();
  CHECK_FALSE(fault(keys, many, body).empty());
  // Two of a megabyte; thousands of them would take some ten seconds.
  CHECK(std::clock() - before < 2 * CLOCKS_PER_SEC);
}
