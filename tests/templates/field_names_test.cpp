#include "templates/field_names.hpp"

#include <catch2/catch.hpp>

using namespace triand::templates;

TEST_CASE("the standard names stand at their slots and extra columns behind them") {
  const std::vector<std::string> extras{"so_tien", "qua_tang"};
  const FieldNames names = FieldNames::standard(extras);
  CHECK(names.slot("customer_code") == slots::kCustomerCode);
  CHECK(names.slot("full_name") == slots::kFullName);
  CHECK(names.slot("phone") == slots::kPhone);
  CHECK(names.slot("email") == slots::kEmail);
  CHECK(names.slot("address") == slots::kAddress);
  CHECK(names.slot("unit") == slots::kUnit);
  CHECK(names.slot("province") == slots::kProvince);
  CHECK(names.slot("segment") == slots::kSegment);
  CHECK(names.slot("language") == slots::kLanguage);
  CHECK(names.slot("unit_name") == slots::kUnitName);
  CHECK(names.slot("campaign_title") == slots::kCampaignTitle);
  CHECK(names.slot("year") == slots::kYear);
  CHECK(names.slot("hotline") == slots::kHotline);
  CHECK(names.slot("so_tien") == slots::kFirstExtra);
  CHECK(names.slot("qua_tang") == slots::kFirstExtra + 1);
  CHECK(names.size() == slots::kFirstExtra + 2);
}

TEST_CASE("an unknown name has no slot, nor has a known one in other letters") {
  const FieldNames names = FieldNames::standard({});
  CHECK(names.slot("full_nam") == std::nullopt);
  CHECK(names.slot("Full_Name") == std::nullopt);
  CHECK(names.slot("") == std::nullopt);
}

TEST_CASE("an extra column named like a standard one keeps its slot but is not meant") {
  const std::vector<std::string> extras{"year", "gift"};
  const FieldNames names = FieldNames::standard(extras);
  CHECK(names.slot("year") == slots::kYear);
  CHECK(names.slot("gift") == slots::kFirstExtra + 1);
}
