#include "daemon/domain/reference.hpp"

#include <cctype>
#include <cstddef>
#include <set>
#include <stdexcept>
#include <string>

#include <catch2/catch.hpp>

namespace triand::domain {
namespace {

constexpr const char* kCampaign = "tri-an-2026";
constexpr const char* kCode = "PA05010001234";

TEST_CASE("a reference never changes: gateways and databases know messages by it") {
  CHECK(make_reference(kCampaign, kCode, 0, "sms") == "VSPJFPA050100012340SCK");
  CHECK(make_reference(kCampaign, kCode, 1, "zalo") == "VSPJFPA050100012341G6M");
  CHECK(make_reference("tri-an-2027", "PE010299485", 31, "email") == "VSQRWPE010299485ZPXK");
}

TEST_CASE("a reference is split into what it was made from") {
  for (int leg = 0; leg < 32; ++leg) {
    const auto parts = split_reference(make_reference(kCampaign, kCode, leg, "sms"));
    REQUIRE(parts);
    CHECK(*parts == ReferenceParts{.campaign_tag = campaign_tag(kCampaign),
                                   .customer_code = kCode,
                                   .leg = leg,
                                   .channel_tag = channel_tag("sms")});
  }
}

TEST_CASE("a reference is read in either letter case") {
  const std::string reference = make_reference(kCampaign, kCode, 20, "letter");
  std::string lower = reference;
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  REQUIRE(lower != reference);
  CHECK(split_reference(lower) == split_reference(reference));
}

TEST_CASE("campaign, customer, leg and channel each make another reference") {
  std::set<std::string> seen;
  for (const char* campaign : {"tri-an-2026", "tri-an-2027", "tet-2027"})
    for (const char* code : {"PA05010001234", "PA05010001235", "PE010299485"})
      for (const int leg : {0, 1, 2})
        for (const char* channel : {"sms", "smpp", "zalo", "email", "letter", "website", "exec"})
          seen.insert(make_reference(campaign, code, leg, channel));
  CHECK(seen.size() == 3 * 3 * 3 * 7);
}

TEST_CASE("a reference is at most 32 capitals and digits") {
  const std::string longest = make_reference(kCampaign, std::string(23, 'P'), 31, "sms");
  CHECK(longest.size() == kLongestReference);
  CHECK(longest.find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos);
  CHECK(split_reference(longest));
}

TEST_CASE("what cannot go into a reference is refused") {
  CHECK_THROWS_AS(make_reference(kCampaign, "", 0, "sms"), std::invalid_argument);
  CHECK_THROWS_AS(make_reference(kCampaign, "pa05010001234", 0, "sms"), std::invalid_argument);
  CHECK_THROWS_AS(make_reference(kCampaign, "PA05-0001", 0, "sms"), std::invalid_argument);
  CHECK_THROWS_AS(make_reference(kCampaign, std::string(24, 'P'), 0, "sms"), std::invalid_argument);
  CHECK_THROWS_AS(make_reference(kCampaign, kCode, 32, "sms"), std::invalid_argument);
  CHECK_THROWS_AS(make_reference(kCampaign, kCode, -1, "sms"), std::invalid_argument);
}

TEST_CASE("text that cannot be a reference is none") {
  const std::string good = make_reference(kCampaign, kCode, 0, "sms");
  CHECK_FALSE(split_reference(""));
  CHECK_FALSE(split_reference(good.substr(0, 9)));
  CHECK(split_reference(good.substr(0, 5) + "P" + good.substr(18)));
  CHECK_FALSE(split_reference(good + std::string(11, '0')));
  for (const char bad : {' ', '-', '+', '@', '\0', '\xC3'}) {
    std::string text = good;
    text[8] = bad;
    CHECK_FALSE(split_reference(text));
  }
  for (const std::size_t position : {std::size_t{0}, std::size_t{18}, good.size() - 1}) {
    std::string text = good;
    text[position] = 'U';  // no digit of ours
    CAPTURE(position);
    CHECK_FALSE(split_reference(text));
  }
}

}  // namespace
}  // namespace triand::domain
