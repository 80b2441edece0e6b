#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "daemon/server/api/letter_routes.hpp"
#include "daemon/store/campaign_writer.hpp"
#include "daemon/store/plan_writer.hpp"
#include "tests/daemon/server/api_fixture.hpp"

namespace triand::tests {

inline const std::string kAck = "/api/v1/letters/ack";
inline const std::string kHeader = "reference,status,date,reason\n";
// The batch that send_letters() has handed its two letters over in.
inline const std::string kBatch = "gw-1";

// The API with an imitated press.
struct LetterApi : ApiFixture {
  LetterApi() {
    server::LetterWorld press;
    press.letters_of = [this](const std::string& batch) { return letters_in[batch]; };
    press.reprints = [this] { return reprints; };
    press.reprint = [this](const std::string&, std::vector<channels::Envelope> letters,
                           const server::Progress& progress) -> std::optional<channels::Reprint> {
      reprinted = std::move(letters);
      if (const auto once = std::exchange(meanwhile, nullptr)) once(progress);
      if (stopping || progress.stopping()) return std::nullopt;
      return reprint;
    };
    server::add_letter_routes(router, *world, std::move(press));
  }
  ~LetterApi() { jobs->stop(); }

  // What became of an order that a job carries out: its result, or its error.
  boost::json::object end(const Told& told) {
    REQUIRE(told.exit() == 0);
    const auto job = job_end(told.text("job"));
    return job.at(job.at("state") == "done" ? "result" : "error").as_object();
  }

  std::map<std::string, std::vector<std::string>> letters_in;  // batch: references
  std::map<std::string, std::string> reprints;
  std::vector<channels::Envelope> reprinted;               // what was to be printed once more
  channels::Reprint reprint;                               // what is answered to that
  bool stopping = false;                                   // as if the service stopped while it is printed
  std::function<void(const server::Progress&)> meanwhile;  // while it is printed
};

// A running campaign of two letters: PA05010000001 and PM05010000004.
inline std::int64_t run_letters(ApiFixture& api) {
  const auto reader = api.world->reader();
  std::vector<store::NewRecipient> recipients;
  for (const char* code : {"PA05010000001", "PM05010000004"}) {
    const auto stored = reader->customer(code).value();
    store::NewRecipient recipient;
    recipient.customer = stored.customer.id;
    recipient.unit = stored.unit;
    recipient.route = 0;
    recipient.deliveries = {{api.row_of("post"), 0, 1}};
    recipients.push_back(recipient);
  }
  return api.write([&](store::WriteSession& session) {
    const std::int64_t campaign = store::begin_plan(session,
                                                    {.name = "letters-2026",
                                                     .file = "letters.yaml",
                                                     .source = "campaign: letters\n",
                                                     .opens_at = api.now - std::chrono::hours(1),
                                                     .closes_at = api.now + std::chrono::hours(72),
                                                     .window_text = "2026-12-18 2026-12-21 07:30-20:30",
                                                     .who = "an"},
                                                    api.now);
    store::add_recipients(session, campaign, recipients, api.now);
    store::finish_plan(session, campaign, "{}", 0);
    store::approve_campaign(session, "letters-2026", "lan", true, api.now);
    store::set_running(session, campaign);
    return campaign;
  });
}

// The same, which the outbox has taken.
inline std::int64_t send_letters(ApiFixture& api) {
  const std::int64_t row = run_letters(api);
  api.send(row, "post", domain::DeliveryEvent::answered_accepted);
  return row;
}

inline std::string letter(ApiFixture& api, const std::string& code, const std::string& channel = "post") {
  return api.reference(code, channel, "letters-2026");
}

inline Told show(ApiFixture& api, const std::string& reference) {
  return api.get("/api/v1/deliveries/" + reference);
}

}  // namespace triand::tests
