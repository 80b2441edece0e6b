#include <array>
#include <chrono>
#include <map>
#include <string>
#include <utility>

#include "channels/letter/profile.hpp"
#include "channels/sms/description.hpp"
#include "config/block.hpp"
#include "config/yaml_value.hpp"
#include "daemon/app/list_limits.hpp"
#include "daemon/plan/law_words.hpp"
#include "tests/daemon/plan/campaign_text.hpp"
#include "tests/fuzz/must.hpp"
#include "tests/fuzz/targets.hpp"

// YAML that operators write: the configuration, campaigns, descriptions of gateways and of what print houses fold.
namespace triand::fuzz {
namespace {

constexpr const char* kName = "fuzz.yaml";

void must_say_where(const config::Problems& problems) {
  for (const config::Problem& problem : problems)
    must(!problem.file.empty() && problem.line >= 0 && !problem.message.empty(),
         "a fault has its file and line and says what is wrong");
}

// Asks for every key as everything that it might be.
void ask_all(config::Block block) {
  using std::chrono::milliseconds;
  for (const std::string& key : block.keys()) {
    must(block.has(key) && block.line(key) > 0, "a key that is there has a line");
    (void)block.text(key, "");
    (void)block.integer(key, -1000, 1000, 0);
    (void)block.number(key, 0, 100, 1);
    (void)block.boolean(key, false);
    (void)block.duration(key, milliseconds(1));
    (void)block.bytes(key, 1, 1);
    (void)block.rate(key);
    (void)block.hours(key, config::Hours{});
    (void)block.time_of_day(key, std::chrono::minutes(0));
    (void)block.percent(key, 0);
    (void)block.choice(key, {"care", "advertising"}, 0);
    (void)block.secret_or_empty(key);
    (void)block.list(key);
    ask_all(block.child_or_empty(key));
    for (config::Block& one : block.children(key)) ask_all(one);
    must(block.value(key) != nullptr, "a key that is there has a value");
  }
}

// A request as the description makes it, and an answer to it.
void use(const channels::Description& description) {
  std::map<std::string, config::Secret> credentials;
  for (const std::string& name : description.credentials()) credentials[name] = config::Secret("key");
  channels::RequestValues values;
  values.phone = "84912345678";
  values.text = "Cảm ơn \"Quý khách\" </a>&";
  values.reference = "R1";
  values.sender = "EVNNPC";
  values.campaign = "tri-an-2026";
  values.token = values.session = values.refresh_token = values.now = values.expires = "1";
  values.credentials = &credentials;
  const std::array<channels::RequestValues, 2> two = {values, values};
  (void)description.wrapped(description.body.render(two));
  (void)description.path.render(values);
  (void)description.content_type();
  (void)description.reports_by_id_alone();
  channels::HttpResponse response;
  response.sent = response.complete = true;
  response.status = 200;
  response.body = R"({"code":"0","data":{"id":1}})";
  const auto now = std::chrono::system_clock::time_point(std::chrono::seconds(1'797'588'000));
  (void)description.reply.outcome(response, now);
}

}  // namespace

void fuzz_config(std::string_view bytes) {
  config::Problems problems;
  config::Block block = config::Block::parse(bytes, kName, problems);
  ask_all(block);
  block.complain_unused();
  must_say_where(problems);
  config::Problems others;
  (void)plan::LawWords::read(config::Block::parse(bytes, kName, others));
  (void)app::read_list_limits(config::Block::parse(bytes, kName, others));
  must_say_where(others);
}

void fuzz_campaign(std::string_view bytes) {
  const test::CampaignReading reading = test::read_campaign_text(bytes);
  must(reading.campaign.has_value() || !reading.problems.empty(), "a campaign is read, or has a fault");
  for (const std::string& problem : reading.problems)
    must(problem.starts_with("c.yaml"), "a fault of a campaign names its file");
}

void fuzz_gateway_file(std::string_view bytes) {
  config::Problems problems;
  const auto description = channels::Description::parse(bytes, kName, problems);
  must((description != nullptr) == problems.empty(), "a description is read, or has a fault");
  must_say_where(problems);
  if (description) use(*description);
}

void fuzz_letter_window(std::string_view bytes) {
  using channels::letter::Box;
  config::Problems problems;
  config::Block block = config::Block::parse(bytes, kName, problems);
  const std::size_t of_yaml = problems.size();
  const auto profile = channels::letter::read_profile(std::move(block));
  must(profile.has_value() == (problems.size() == of_yaml), "a letter's page is read, or has a fault");
  must_say_where(problems);
  if (!profile) return;
  for (const Box& box : {profile->address, profile->blank, profile->sender, profile->date,
                         profile->first_body, profile->next_body, profile->foot}) {
    must(channels::letter::kPage.holds(box), "what is printed is printed on the page");
    must(box.width() > 0 && box.height() > 0, "there is room in a box");
  }
  must(profile->blank.holds(profile->address) && !profile->first_body.meets(profile->blank),
       "the address alone shows through the window");
  for (const double size : {profile->body_size, profile->address_size, profile->sender_size,
                            profile->date_size, profile->foot_size})
    must(size >= 5 && size <= 20, "letters can be read");
  must(profile->module >= 0 && profile->module <= 3, "a code's module has a size");
  must(profile->pages >= 1 && profile->pages <= 20, "a letter has a page");
}

}  // namespace triand::fuzz
