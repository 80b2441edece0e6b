#include "daemon/plan/campaign_file.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/daemon/plan/campaign_text.hpp"
#include "tests/source_file.hpp"

using triand::domain::Campaign;
using triand::domain::CampaignDay;
using triand::domain::Leg;
using triand::test::CampaignReading;
using triand::test::read_campaign_text;
using triand::test::usual_surroundings;
using Strings = std::vector<std::string>;

namespace {

const std::string kWhole = R"(campaign: tri-an
title: Tri ân khách hàng
class: care
window: {from: 12-18, to: 12-21, hours: "07:30-20:30"}
pace: fast
routes:
  - when: {segment: [large, policy], so_tien: "0"}
    send: [letter, zalo | sms, email]
  - send: [zalo | sms | email | letter]
one_per: [customer_code, phone]
messages: {sms: tri-an/sms.txt, zalo: tri-an/zalo.yaml, email: tri-an/email, letter: tri-an/letter.txt, website: w.txt}
audience: {unit: [PA05], segment: household}
approval: single
canary: {size: 200, stop_above: 5%}
budget: 9000000000
)";

// The whole campaign with one line changed.
std::string with(const std::string& line, const std::string& replacement) {
  std::string text = kWhole;
  const std::size_t at = text.find(line);
  REQUIRE(at != std::string::npos);
  return text.replace(at, line.size(), replacement);
}

}  // namespace

TEST_CASE("a campaign file becomes a campaign") {
  const CampaignReading reading = read_campaign_text(kWhole);
  CHECK(reading.problems == Strings{});
  REQUIRE(reading.campaign);
  const Campaign& campaign = *reading.campaign;
  CHECK(campaign.name == "tri-an");
  CHECK(campaign.title == "Tri ân khách hàng");
  CHECK(campaign.kind == Campaign::Class::care);
  CHECK(campaign.from == CampaignDay{0, 12, 18});
  CHECK(campaign.to == CampaignDay{0, 12, 21});
  CHECK(campaign.hours == triand::domain::Hours{std::chrono::minutes(450), std::chrono::minutes(1230)});
  CHECK(campaign.pace == Campaign::Pace::fast);
  REQUIRE(campaign.routes.size() == 2);
  CHECK(campaign.routes[0].when ==
        std::vector<std::pair<std::string, Strings>>{{"segment", {"large", "policy"}}, {"so_tien", {"0"}}});
  CHECK(campaign.routes[0].legs == std::vector<Leg>{{"letter"}, {"zalo", "sms"}, {"email"}});
  CHECK(campaign.routes[1].when.empty());
  CHECK(campaign.routes[1].legs == std::vector<Leg>{{"zalo", "sms", "email", "letter"}});
  CHECK(campaign.one_per == Strings{"customer_code", "phone"});
  CHECK(campaign.messages.at("email") == "tri-an/email");
  CHECK(campaign.audience ==
        std::vector<std::pair<std::string, Strings>>{{"unit", {"PA05"}}, {"segment", {"household"}}});
  CHECK(campaign.approval == Campaign::Approval::single);
  REQUIRE(campaign.canary);
  CHECK(campaign.canary->size == 200);
  CHECK(campaign.canary->stop_above == Approx(0.05));
  CHECK(campaign.budget == 9'000'000'000);
  CHECK(campaign.hotline == "19001234");
}

TEST_CASE("what a campaign file leaves out takes the safe default") {
  const auto reading = read_campaign_text(
      "campaign: a\ntitle: T\nwindow: {from: 2026-12-18, to: 2027-01-02}\nroutes: [{send: sms}]\n"
      "messages: {sms: a.txt}\nhotline: 1900\n");
  CHECK(reading.problems == Strings{});
  REQUIRE(reading.campaign);
  CHECK(reading.campaign->approval == Campaign::Approval::two_person);
  CHECK(reading.campaign->kind == Campaign::Class::care);
  CHECK(reading.campaign->pace == Campaign::Pace::even);
  CHECK(reading.campaign->one_per == Strings{"customer_code"});
  CHECK(reading.campaign->hours == triand::domain::Hours{});
  CHECK(reading.campaign->audience.empty());
  CHECK_FALSE(reading.campaign->canary);
  CHECK_FALSE(reading.campaign->budget);
  CHECK(reading.campaign->hotline == "1900");
  CHECK(reading.campaign->to == CampaignDay{2027, 1, 2});
}

TEST_CASE("legs may be written as one text") {
  const auto reading = read_campaign_text(with("[letter, zalo | sms, email]", "letter, zalo | sms"));
  REQUIRE(reading.campaign);
  CHECK(reading.campaign->routes[0].legs == std::vector<Leg>{{"letter"}, {"zalo", "sms"}});
}

TEST_CASE("a channel's message is looked up by its name, then by its kind") {
  const std::string send = "[zalo | sms | email | letter]";
  CHECK(read_campaign_text(with(send, "[backup]")).campaign);
  const auto none =
      read_campaign_text(with(send, "[backup]"), {.channels = {{"backup", "smpp"}},
                                                  .kinds = {"sms", "zalo", "email", "letter", "website"},
                                                  .extra_columns = {"so_tien"},
                                                  .hotline = {}});
  CHECK_FALSE(none.campaign);
}

TEST_CASE("the shipped campaign is without a fault") {
  triand::config::Problems problems;
  const std::string file = triand::test::source_file("config/campaigns/tri-an.yaml");
  auto block = triand::config::Block::load(file, problems);
  const auto campaign = triand::plan::read_campaign(block, usual_surroundings());
  for (const auto& problem : problems) UNSCOPED_INFO(problem.to_string());
  REQUIRE(campaign);
  CHECK(campaign->name == "tri-an");
}

TEST_CASE("a file that cannot be read has one problem") {
  triand::config::Problems problems;
  auto block = triand::config::Block::load("/nowhere/campaign.yaml", problems);
  CHECK_FALSE(triand::plan::read_campaign(block, usual_surroundings()));
  CHECK(problems.size() == 1);
}

TEST_CASE("each fault of a campaign file is told with its line and the remedy") {
  struct Fault {
    std::string line;
    std::string replacement;
    std::string problem;  // begins so
  };
  const std::string route = "  - send: [zalo | sms | email | letter]";
  const std::vector<Fault> faults = {
      {"campaign: tri-an", "campaign: Tri An",
       "c.yaml:1: campaign: expected a name of 1 to 40 small letters"},
      {"campaign: tri-an", "campaign: ''", "c.yaml:1: campaign: expected a name"},
      {"campaign: tri-an", "campaign: " + std::string(41, 'a'), "c.yaml:1: campaign: expected a name"},
      {"campaign: tri-an\n", "", "c.yaml:1: campaign: missing"},
      {"title: Tri ân khách hàng", "title: ''", "c.yaml:2: title: is empty"},
      {"class: care", "class: cskh", "c.yaml:3: class: expected one of care, advertising"},
      {"class: care", "clas: care", "c.yaml:3: clas: unknown key; did you mean `class`?"},
      {"from: 12-18", "from: 02-30", "c.yaml:4: window.from: there is no such day: 02-30"},
      {"from: 12-18", "from: 02-29", "c.yaml:4: window.from: 29 February does not come every year"},
      {"from: 12-18", "from: 12/18", "c.yaml:4: window.from: expected a day as month-day"},
      {"from: 12-18", "from: 13-01", "c.yaml:4: window.from: there is no such day"},
      {"from: 12-18", "from: 9999-12-18", "c.yaml:4: window.from: there is no such day"},
      {"from: 12-18", "from: 2026-12-18", "c.yaml:4: window.to: `from` and `to` must both have a year"},
      {"from: 12-18, ", "", "c.yaml:4: window.from: missing"},
      {"to: 12-21", "to: 12-17", "c.yaml:4: window.to: the window ends before it begins"},
      {"to: 12-21", "until: 12-21", "c.yaml:4: window.to: missing"},
      {"\"07:30-20:30\"", "\"20:30-07:30\"", "c.yaml:4: window.hours: expected a span of one day"},
      {"\"07:30-20:30\"", "\"07:30-24:30\"", "c.yaml:4: window.hours: expected a span"},
      {"pace: fast", "pace: slow", "c.yaml:5: pace: expected one of even, fast"},
      {"{segment: [large, policy], so_tien: \"0\"}", "{segmnt: large}",
       "c.yaml:7: routes[0].when.segmnt: the customers have no such column; did you mean `segment`?"},
      {"{segment: [large, policy], so_tien: \"0\"}", "{segment: []}",
       "c.yaml:7: routes[0].when.segment: has no values"},
      {"{segment: [large, policy], so_tien: \"0\"}", "{opt_out: [no]}",
       "c.yaml:7: routes[0].when.opt_out: whoever"},
      {"[letter, zalo | sms, email]", "[letter, zallo | sms]",
       "c.yaml:8: routes[0].send: there is no channel `zallo`; did you mean `zalo`?"},
      {"[letter, zalo | sms, email]", "[pigeon]",
       "c.yaml:8: routes[0].send: there is no channel `pigeon`; expected one of backup, email, letter, sms, "
       "zalo"},
      {"[letter, zalo | sms, email]", "[]", "c.yaml:8: routes[0].send: is empty"},
      {"[letter, zalo | sms, email]", "''", "c.yaml:8: routes[0].send: is empty"},
      {"[letter, zalo | sms, email]", "[zalo |, sms]",
       "c.yaml:8: routes[0].send: `zalo |` has no channel beside"},
      {"[letter, zalo | sms, email]", "[sms | sms]", "c.yaml:8: routes[0].send: `sms | sms` names sms twice"},
      {"[letter, zalo | sms, email]", "[sms, sms | zalo]",
       "c.yaml:8: routes[0].send: would send by sms twice"},
      {"    send: [letter, zalo | sms, email]\n", "", "c.yaml:7: routes[0].send: missing"},
      {route, route + "\n  - send: [sms]",
       "c.yaml:10: routes[2]: can never match: the route at line 9 has no `when`"},
      {"routes:\n", "routes: []\nroads:\n", "c.yaml:6: routes: is empty"},
      {"routes:\n", "roads:\n", "c.yaml:1: routes: missing"},
      {"one_per: [customer_code, phone]", "one_per: [fone]",
       "c.yaml:10: one_per: there is no such word: `fone`"},
      {"sms: tri-an/sms.txt, ", "", "c.yaml:8: routes[0].send: channel sms has no message; add `sms: PATH`"},
      {"sms: tri-an/sms.txt", "smss: tri-an/sms.txt",
       "c.yaml:11: messages.smss: is neither a channel nor a kind"},
      {"sms: tri-an/sms.txt", "sms: ../secret",
       "c.yaml:11: messages.sms: must be a path below the templates folder"},
      {"sms: tri-an/sms.txt", "sms: /etc/passwd", "c.yaml:11: messages.sms: must be a path below"},
      {"sms: tri-an/sms.txt", "sms: ''", "c.yaml:11: messages.sms: is empty"},
      {"{unit: [PA05], segment: household}", "{village: [x]}",
       "c.yaml:12: audience.village: the customers have no"},
      {"approval: single", "approval: none", "c.yaml:13: approval: expected one of two_person, single"},
      {"size: 200", "size: 0", "c.yaml:14: canary.size: expected a whole number from 1"},
      {"stop_above: 5%", "stop_above: 105%",
       "c.yaml:14: canary.stop_above: expected a share from 0% to 100%"},
      {"stop_above: 5%", "stop_above: 5", "c.yaml:14: canary.stop_above: expected a share"},
      {", stop_above: 5%", "", "c.yaml:14: canary.stop_above: missing"},
      {"stop_above: 5%", "stop_above: 100%", "c.yaml:14: canary.stop_above: can never be passed"},
      {"stop_above: 5%", "stop_above: 5%, wait: 10", "c.yaml:14: canary.wait: "},
      {"stop_above: 5%", "stop_above: 5%, seize: 1",
       "c.yaml:14: canary.seize: unknown key; did you mean `size`"},
      {"budget: 9000000000", "expect: {fax: {fails: 5%}}",
       "c.yaml:15: expect.fax: there is no channel `fax`"},
      {"budget: 9000000000", "expect: {sms: {fails: 60%, no_receipt: 50%}}",
       "c.yaml:15: expect.sms.no_receipt: `fails` and `no_receipt` are more than all"},
      {"budget: 9000000000", "expect: {sms: {tried_again: 100%}}",
       "c.yaml:15: expect.sms.tried_again: nothing would ever be through"},
      {"budget: 9000000000", "order: [{village: [x]}]", "c.yaml:15: order[0].village: the customers have no"},
      {"budget: 9000000000", "order: [{segment: [large]}, {segment: [large]}]",
       "c.yaml:15: order[1]: stands here twice"},
      {"budget: 9000000000", "budget: -1", "c.yaml:15: budget: expected a whole number from 1"},
      {"budget: 9000000000", "budget: 9 tỷ", "c.yaml:15: budget: expected a whole number"},
  };
  for (const Fault& fault : faults) {
    const CampaignReading reading = read_campaign_text(with(fault.line, fault.replacement));
    INFO(fault.problem);
    for (const std::string& problem : reading.problems) UNSCOPED_INFO("found " + problem);
    CHECK_FALSE(reading.campaign);
    CHECK(std::any_of(reading.problems.begin(), reading.problems.end(),
                      [&](const std::string& problem) { return problem.starts_with(fault.problem); }));
  }
}

TEST_CASE("a campaign file says who goes first and what is expected of its channels") {
  const auto reading =
      read_campaign_text(with("budget: 9000000000",
                              "order: [{segment: [large]}, {unit: [PA05]}]\nexpect: {sms: {fails: 3%, "
                              "no_receipt: 1%, tried_again: 2%}}"));
  for (const std::string& problem : reading.problems) UNSCOPED_INFO(problem);
  REQUIRE(reading.campaign);
  REQUIRE(reading.campaign->order.size() == 2);
  CHECK(reading.campaign->order[1] ==
        std::vector<std::pair<std::string, Strings>>{{"unit", Strings{"PA05"}}});
  CHECK(reading.campaign->expect.at("sms").fails == Approx(0.03));
  CHECK(reading.campaign->expect.at("sms").tried_again == Approx(0.02));
  CHECK(reading.campaign->canary->wait == std::chrono::minutes(10));
}

TEST_CASE("all faults of a campaign file come at once, and no others") {
  const auto reading = read_campaign_text(
      "campaign: Tri\ntitle: T\nwindow: {from: 02-30, to: 12-21}\nroutes:\n  - send: [fax, sms]\n  - send: "
      "[sms]\n"
      "messages: {sms: a.txt}\napprovl: single\n");
  REQUIRE(reading.problems.size() == 5);
  CHECK(reading.problems[0].starts_with("c.yaml:1: campaign: "));
  CHECK(reading.problems[1].starts_with("c.yaml:3: window.from: "));
  CHECK(reading.problems[2].starts_with("c.yaml:5: routes[0].send: there is no channel `fax`"));
  CHECK(reading.problems[3].starts_with("c.yaml:6: routes[1]: can never match"));
  CHECK(reading.problems[4].starts_with("c.yaml:8: approvl: unknown key; did you mean `approval`?"));
}
