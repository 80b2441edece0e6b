#include <catch2/catch.hpp>

#include <boost/json/parse.hpp>

#include "daemon/schedule/local_time.hpp"
#include "daemon/server/console/attention_words.hpp"
#include "daemon/server/console/campaign_figures.hpp"
#include "daemon/server/console/hold_words.hpp"
#include "daemon/server/console/number_words.hpp"
#include "daemon/server/console/overview.hpp"
#include "daemon/server/console/planned_pace.hpp"

namespace triand::server {
namespace {

using Names = std::vector<std::string>;

boost::json::object document(const std::string& text) { return boost::json::parse(text).as_object(); }

std::string unit(const std::string& prefix, int reached, int sent, int unreached, int pending,
                 int suppressed = 0) {
  return R"({"unit":")" + prefix + R"(","unit_name":"","recipients":{"reached":)" + std::to_string(reached) +
         R"(,"sent":)" + std::to_string(sent) + R"(,"unreached":)" + std::to_string(unreached) +
         R"(,"pending":)" + std::to_string(pending) + R"(,"suppressed":)" + std::to_string(suppressed) + "}}";
}

Names order(const std::string& units) {
  Names out;
  for (const UnitFigures& one : worst_first(document(R"({"units":[)" + units + "]}")))
    out.push_back(one.prefix);
  return out;
}

const schedule::TimeZone& zone() {
  static const schedule::TimeZone kZone = schedule::TimeZone::find("Asia/Ho_Chi_Minh").value();
  return kZone;
}

// 950 to reach, of whom 900 were to be written to, in thirteen hours on each of four days.
std::string campaign(const std::string& channels,
                     const std::string& planned_at = "2026-12-01T09:00:00+07:00") {
  return R"({"window":{"from":"2026-12-18","to":"2026-12-21","hours":"07:30-20:30"},"planned_at":")" +
         planned_at +
         R"(","recipients":{"total":1000,"pending":600,"reached":300,"unreached":50,"suppressed":30,"duplicate":20},)" +
         R"("plan":{"all":{"recipients":{"total":1000,"pending":900}},"channels":{)" + channels + "}}}";
}

std::string channel(const std::string& name, int messages, const std::string& finishes_at,
                    int shortfall = 0) {
  return "\"" + name + R"(":{"messages":)" + std::to_string(messages) + R"(,"fits":)" +
         (shortfall == 0 ? "true" : "false") + R"(,"shortfall":)" + std::to_string(shortfall) +
         R"(,"finishes_at":)" + (finishes_at.empty() ? "null" : "\"" + finishes_at + "\"") + "}";
}

std::optional<std::int64_t> expected(const std::string& text, const std::string& now) {
  return expected_through(document(text), zone(), schedule::read_local_time(now).value());
}

}  // namespace

TEST_CASE("units stand by the share that arrived, the worst first, and those with nobody to reach last") {
  CHECK(order(unit("GOOD", 9, 1, 0, 0) + "," + unit("NONE", 0, 0, 0, 0, 5) + "," +
              unit("HALF", 50, 0, 0, 50) + "," + unit("POOR", 0, 1, 8, 1)) ==
        Names{"POOR", "HALF", "GOOD", "NONE"});
  // The same share: where more were missed, then by prefix.
  CHECK(order(unit("B", 1, 0, 0, 1) + "," + unit("C", 1, 0, 1, 0) + "," + unit("A", 1, 0, 0, 1)) ==
        Names{"C", "A", "B"});
}

TEST_CASE("what is left, through and arrived adds up from the buckets alone") {
  const auto figures = figures_in(document(
      R"({"total":999,"pending":1,"sent":2,"reached":4,"unreached":8,"in_doubt":16,"suppressed":32,"duplicate":64,)"
      R"("expired":128,"cancelled":256})"));
  CHECK(figures.total() == 511);
  CHECK(figures.to_reach() == 511 - 96);
  CHECK(figures.through() == 511 - 97);
  CHECK(figures.arrived() == 6);
  CHECK(figures.missed() == 8 + 16 + 128);
}

TEST_CASE("by its plan's forecast a campaign moves in its open hours alone") {
  const std::string two_days = campaign(channel("sms", 900, "2026-12-19T20:30:00+07:00"));
  CHECK(expected(two_days, "2026-12-10T12:00:00+07:00") == 50);
  CHECK(expected(two_days, "2026-12-18T07:30:00+07:00") == 50);
  CHECK(expected(two_days, "2026-12-18T14:00:00+07:00") == 275);
  CHECK(expected(two_days, "2026-12-18T20:30:00+07:00") == 500);
  CHECK(expected(two_days, "2026-12-19T02:00:00+07:00") == 500);
  CHECK(expected(two_days, "2026-12-19T20:30:00+07:00") == 950);
  CHECK(expected(two_days, "2026-12-25T20:30:00+07:00") == 950);
}

TEST_CASE("each channel has its own end, and a plan made late begins late") {
  const std::string two = campaign(channel("sms", 600, "2026-12-18T20:30:00+07:00") + "," +
                                   channel("mail", 300, "2026-12-19T20:30:00+07:00"));
  CHECK(expected(two, "2026-12-18T20:30:00+07:00") == 800);
  const std::string late =
      campaign(channel("sms", 900, "2026-12-19T20:30:00+07:00"), "2026-12-19T07:30:00+07:00");
  CHECK(expected(late, "2026-12-18T20:30:00+07:00") == 50);
  CHECK(expected(late, "2026-12-19T14:00:00+07:00") == 500);
}

TEST_CASE("what the forecast saw expire is not expected, and without a forecast nothing is") {
  const std::string late = campaign(channel("sms", 900, "", 300));
  CHECK(expected(late, "2026-12-21T20:30:00+07:00") == 650);
  CHECK(expected(late, "2026-12-19T20:30:00+07:00") == 350);
  const std::string now = "2026-12-19T12:00:00+07:00";
  CHECK_FALSE(expected(campaign(""), now));
  CHECK_FALSE(expected(campaign(R"("sms":{"messages":900})"), now));
  CHECK_FALSE(expected("{}", now));
}

TEST_CASE("campaigns under way are shown; where there is none, the newest that is over") {
  const auto shown = [](const std::string& states) {
    boost::json::array campaigns;
    for (const char state : states)
      campaigns.push_back(boost::json::object{{"id", std::string(1, state)},
                                              {"state", state == 'a'   ? "approved"
                                                        : state == 'r' ? "running"
                                                        : state == 'p' ? "paused"
                                                        : state == 'f' ? "finished"
                                                                       : "planned"}});
    return campaigns_to_show(campaigns);
  };
  CHECK(shown("nafrp") == Names{"a", "r", "p"});
  CHECK(shown("nff") == Names{"f"});
  CHECK(shown("n").empty());
  CHECK(shown("").empty());
}

TEST_CASE("every hold is a sentence in both languages") {
  for (int at = 0; at <= static_cast<int>(domain::HoldReason::token_renewing); ++at) {
    const auto reason = static_cast<domain::HoldReason>(at);
    CAPTURE(domain::to_string(reason));
    CHECK(hold_sentence(reason, Language::vietnamese).ends_with('.'));
    CHECK(hold_sentence(reason, Language::english) == domain::sentence(reason));
  }
  CHECK(standing_sentence("", "x", Language::vietnamese).empty());
  CHECK(standing_sentence("paused", "x", Language::vietnamese) == "Có người đã tạm dừng.");
  CHECK(standing_sentence("no_balance", "x", Language::vietnamese) ==
        domain::text_of(domain::Reason::no_balance).vietnamese);
  CHECK(standing_sentence("its own word", "its sentence", Language::vietnamese) == "its sentence");
}

TEST_CASE("what needs a person is told in Vietnamese by its kind, in English as the API does") {
  const auto item =
      document(R"({"what":"W","remedy":"R","kind":"in_doubt","channel":"sms","campaign":"tri-an-2026",)"
               R"("reason":"","count":1234})");
  CHECK(attention_words(item, Language::vietnamese).what ==
        "Chiến dịch tri-an-2026, kênh sms: 1.234 tin chưa rõ đã tới khách hay chưa.");
  CHECK(attention_words(item, Language::english).what == "W");
  const auto of_kind = [](const std::string& kind, const std::string& reason) {
    return attention_words(document(R"({"what":"W","remedy":"R","kind":")" + kind +
                                    R"(","channel":"zalo","campaign":"","reason":")" + reason + R"("})"),
                           Language::vietnamese);
  };
  CHECK(of_kind("held", "not_authorized").what.starts_with("Kênh zalo: Kênh chưa có mã truy cập"));
  CHECK(of_kind("held", "not_authorized").next.find("mã truy cập") != std::string::npos);
  CHECK(of_kind("stopped", "no_balance").what.starts_with("Kênh zalo: đã dừng. "));
  CHECK(of_kind("not_recording", "").what.find("W") == std::string::npos);
  CHECK(of_kind("not_adopted", "").what.find("W") == std::string::npos);
  CHECK(of_kind("trouble", "").what.starts_with("Kênh zalo"));
  CHECK(of_kind("of a later version", "").what == "W");
}

TEST_CASE("numbers and shares are written as each language does") {
  CHECK(number_in(1234567, Language::vietnamese) == "1.234.567");
  CHECK(number_in(1234567, Language::english) == "1,234,567");
  CHECK(share_in(1, 3, Language::vietnamese) == "33,3 %");
  CHECK(share_in(1, 3, Language::english) == "33.3 %");
}

}  // namespace triand::server
