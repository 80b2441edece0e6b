#include "templates/sms_limits.hpp"

#include <catch2/catch.hpp>

using namespace triand::templates;

namespace {

SmsLimits limits() {
  SmsLimits out;
  out.care = {459, 201};
  out.advertising = {421, 0};
  out.forbidden = "#&";
  out.carriers.push_back({"vinaphone", {"081", "091"}, {}, {123, 0}});
  return out;
}

std::string fault(const std::string& text, const std::string& phone = "+84321234567",
                  bool advertising = false) {
  return limits().fault(text, sms_parts(text), phone, advertising);
}

}  // namespace

TEST_CASE("a text is refused from the first character beyond its class's limit on") {
  CHECK(fault(std::string(459, 'a')).empty());
  CHECK(fault(std::string(460, 'a')) == "460 of at most 459 characters");
  CHECK(fault("đ" + std::string(200, 'a')).empty());
  CHECK(fault("đ" + std::string(201, 'a')) == "202 of at most 201 characters");
  CHECK(fault(std::string(422, 'a'), "+84321234567", true) == "422 of at most 421 characters");
  CHECK(fault("đ" + std::string(5000, 'a'), "+84321234567", true).empty());
}

TEST_CASE("a carrier's own limit counts for its prefixes and its class alone") {
  CHECK(fault(std::string(124, 'a'), "+84811234567", true) == "124 of at most 123 characters for vinaphone");
  CHECK(fault(std::string(123, 'a'), "+84811234567", true).empty());
  CHECK(fault(std::string(124, 'a'), "+84321234567", true).empty());
  CHECK(fault(std::string(124, 'a'), "+84811234567", false).empty());
}

TEST_CASE("a forbidden character is named") {
  CHECK(fault("a & b") == "has &");
  CHECK(fault("#1") == "has #");
  CHECK(SmsLimits().fault("#&" + std::string(9999, 'x'), sms_parts("x"), "", false).empty());
}
