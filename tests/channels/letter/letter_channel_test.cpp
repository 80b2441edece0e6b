#include "channels/letter/letter_channel.hpp"

#include <filesystem>
#include <fstream>
#include <optional>

#include <catch2/catch.hpp>

#include "tests/channels/letter/workshop.hpp"

namespace triand::channels::letter {
namespace {

using namespace std::chrono_literals;

TEST_CASE("letters wait in an open batch until it is full") {
  const Folder folder;
  Desk desk(settings(folder.path(), 3));
  CHECK(desk.channel->holds() == 9);
  desk.send(envelope(1));
  desk.send(envelope(2));
  desk.io.poll();
  CHECK(desk.outcomes.empty());
  REQUIRE(desk.channel->batches().size() == 1);
  CHECK(desk.channel->batches()[0].name == "tri-an-2026-20261218-001");
  CHECK(desk.channel->batches()[0].state == "open");
  CHECK(desk.channel->batches()[0].letters == 2);
  CHECK(desk.channel->batches()[0].closes.value() > desk.channel->batches()[0].created);
  CHECK(desk.channel->batches()[0].folder.empty());
  CHECK(names_in(folder.path() + "/outbox").empty());

  desk.send(envelope(3));
  desk.wait_for(3);
  const std::vector<std::string> names = names_in(folder.path() + "/outbox");
  REQUIRE(names.size() == 1);
  CHECK(names[0] == "tri-an-2026-20261218-001");
  for (const auto& [reference, outcome] : desk.outcomes) {
    CHECK(outcome.verdict == Verdict::accepted);
    CHECK(outcome.provider_id == names[0]);
  }
  REQUIRE(desk.channel->batches().size() == 1);
  CHECK(desk.channel->batches()[0].name == names[0]);
  CHECK(desk.channel->batches()[0].state == "released");
  CHECK(desk.channel->batches()[0].folder == folder.path() + "/outbox/" + names[0]);
  CHECK_FALSE(desk.channel->batches()[0].closes);
}

TEST_CASE("an open batch is released by its name, and by no other; whoever released it is told") {
  const Folder folder;
  Desk desk(settings(folder.path(), 100));
  desk.send(envelope(1));
  Envelope other = envelope(2);
  other.campaign = "tet-2026";
  desk.send(other);
  REQUIRE(desk.channel->batches().size() == 2);
  std::string told = "nothing yet";
  CHECK(desk.printer().release_and_tell("tet-2026-20261218-001",
                                        [&told](std::string fault) { told = std::move(fault); }));
  CHECK_FALSE(desk.printer().release_and_tell("no-such-batch", [](const std::string&) { FAIL(); }));
  CHECK(told == "nothing yet");
  desk.wait_for(1);
  CHECK(told.empty());
  CHECK(names_in(folder.path() + "/outbox") == std::vector<std::string>{"tet-2026-20261218-001"});
  CHECK(desk.outcome("ref000002").verdict == Verdict::accepted);
  // The window of a campaign that has none open closes: no other's batch goes for that.
  desk.channel->campaign_closed("tet-2026");
  desk.io.poll();
  CHECK(desk.outcomes.size() == 1);
  CHECK(desk.channel->batches().front().state == "released");
  CHECK(desk.channel->batches().back().state == "open");
  desk.channel->campaign_closed("tri-an-2026");
  desk.wait_for(2);
  CHECK(desk.outcome("ref000001").verdict == Verdict::accepted);
  CHECK(names_in(folder.path() + "/outbox").size() == 2);
}

TEST_CASE("the cut-off closes a batch") {
  const Folder folder;
  Desk desk(settings(folder.path(), 100));
  desk.now = nine_o_clock() + 7h - 100ms;
  desk.send(envelope(1));
  desk.io.poll();
  CHECK(desk.outcomes.empty());
  desk.now = nine_o_clock() + 7h;
  desk.wait_for(1);
  CHECK(desk.outcome("ref000001").verdict == Verdict::accepted);
}

TEST_CASE("the second batch of a day has the next sequence, after a restart too") {
  const Folder folder;
  {
    Desk desk(settings(folder.path(), 1));
    desk.send(envelope(1));
    desk.wait_for(1);
  }
  Desk desk(settings(folder.path(), 1));
  REQUIRE(desk.channel->batches().size() == 1);
  CHECK(desk.channel->batches()[0].state == "released");
  CHECK(desk.channel->batches()[0].letters == 1);
  CHECK(desk.channel->batches()[0].created == nine_o_clock());
  desk.send(envelope(2));
  desk.wait_for(1);
  CHECK(desk.outcome("ref000002").provider_id == "tri-an-2026-20261218-002");
}

TEST_CASE("letters of several campaigns do not wait for each other for ever") {
  const Folder folder;
  Desk desk(settings(folder.path(), 3));
  Envelope other = envelope(9);
  other.campaign = "tet-2026";
  desk.send(envelope(1));
  desk.send(other);
  desk.send(envelope(2));
  desk.wait_for(2);
  CHECK(desk.outcomes.count("ref000009") == 0);
}

TEST_CASE("a test letter is a batch of its own at once") {
  const Folder folder;
  Desk desk(settings(folder.path(), 100));
  desk.send(envelope(1));
  Envelope test = envelope(2);
  test.test = true;
  desk.send(test);
  desk.wait_for(1);
  CHECK(desk.outcome("ref000002").provider_id == "tri-an-2026-test-20261218-001");
  const std::string pdf = folder.path() + "/outbox/" + desk.outcome("ref000002").provider_id + "/letters.pdf";
  CHECK(output_of("pdftotext -raw " + pdf + " -").find("KHÔNG GỬI") != std::string::npos);
}

TEST_CASE("a batch is printed beside a large one, not behind it") {
  constexpr int kLarge = 6000;
  const Folder folder;
  Desk desk(settings(folder.path(), kLarge));
  for (int i = 1; i <= kLarge; ++i) desk.send(envelope(i));
  Envelope test = envelope(kLarge + 1);
  test.test = true;
  desk.send(test);
  desk.wait_for(1);
  CHECK(desk.outcomes.size() == 1);
  CHECK(desk.outcomes.count(test.reference) == 1);
  const auto batches = desk.channel->batches();
  REQUIRE(batches.size() == 2);
  CHECK(batches[0].state == "rendering");
  CHECK(batches[1].state == "released");
}

TEST_CASE("a letter that cannot be printed is answered rejected, its batch accepted") {
  const Folder folder;
  Desk desk(settings(folder.path(), 2));
  Envelope bad = envelope(1);
  bad.recipient_name = "\U0001F600";
  desk.send(bad);
  desk.send(envelope(2));
  desk.wait_for(2);
  CHECK(desk.outcome("ref000001").verdict == Verdict::rejected);
  CHECK(desk.outcome("ref000001").reason == "letter_rejected");
  CHECK(desk.outcome("ref000001").detail.find("font") != std::string::npos);
  CHECK(desk.outcome("ref000002").verdict == Verdict::accepted);
}

TEST_CASE("when a batch cannot be written its letters are deferred with the cause") {
  const Folder folder;
  Desk desk(settings(folder.path(), 2));
  std::filesystem::remove(folder.path() + "/rendering");
  std::ofstream(folder.path() + "/rendering") << "in the way";
  desk.send(envelope(1));
  desk.send(envelope(2));
  desk.wait_for(2);
  for (const auto& [reference, outcome] : desk.outcomes) {
    CHECK(outcome.verdict == Verdict::deferred);
    CHECK(outcome.failure == FailureClass::transient);
    CHECK(outcome.detail.find("cannot make") == 0);
  }
  CHECK(desk.channel->batches().empty());
  CHECK(names_in(folder.path() + "/outbox").empty());
}

TEST_CASE("a stop gives the letters of an open batch back, also those that come after it") {
  const Folder folder;
  Desk desk(settings(folder.path(), 100));
  desk.send(envelope(1));
  desk.channel->stop(1s);
  CHECK(desk.outcomes.empty());
  desk.send(envelope(2));
  desk.wait_for(2);
  for (const auto& [reference, outcome] : desk.outcomes) {
    CHECK(outcome.verdict == Verdict::deferred);
    CHECK(outcome.reason == "interrupted");
  }
  CHECK(names_in(folder.path() + "/outbox").empty());
}

TEST_CASE("letters are answered when the channel is gone before their answer was told") {
  const Folder folder;
  Desk desk(settings(folder.path(), 2));
  desk.send(envelope(1));
  desk.send(envelope(2));
  desk.channel->stop(30s);
  desk.channel = std::make_unique<LetterChannel>(settings(folder.path(), 2));
  desk.wait_for(2);
  CHECK(desk.outcome("ref000001").verdict == Verdict::accepted);
}

TEST_CASE("a sender that has no room on the page stops the start") {
  const Folder folder;
  Settings crowded = settings(folder.path(), 2);
  crowded.stationery.sender_address.assign(8, std::string(190, 'm'));
  CHECK_THROWS_WITH(Desk(crowded), Catch::Contains("sender_address"));
}

TEST_CASE("letters are printed once more as a new batch that names the old one") {
  const Folder folder;
  Desk desk(settings(folder.path(), 2));
  desk.send(envelope(1));
  desk.send(envelope(2));
  desk.wait_for(2);
  const std::string old = "tri-an-2026-20261218-001";
  CHECK(desk.printer().letters_of(old) == std::vector<std::string>{"ref000002", "ref000001"});
  CHECK(desk.printer().letters_of("tri-an-2026-20261218-009").empty());

  std::optional<Reprint> told;
  desk.printer().reprint(old, {envelope(1)}, [&told](Reprint reprint) { told = std::move(reprint); });
  CHECK_FALSE(told);
  desk.run_until([&told] { return told.has_value(); });
  CHECK(told->batch == "tri-an-2026-20261218-002");
  CHECK(told->printed == std::vector<std::string>{"ref000001"});
  CHECK(contents(folder.path() + "/outbox/tri-an-2026-20261218-002/batch.json")
            .find(R"("reprint_of":"tri-an-2026-20261218-001")") != std::string::npos);
  REQUIRE(desk.channel->batches().size() == 2);
  CHECK(desk.printer().reprints().at("tri-an-2026-20261218-002") == old);
  // Known after a restart too.
  Desk again(settings(folder.path(), 2), desk.values);
  CHECK(again.printer().reprints().at("tri-an-2026-20261218-002") == old);
}

}  // namespace
}  // namespace triand::channels::letter
