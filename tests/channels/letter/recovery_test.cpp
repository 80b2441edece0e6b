#include "channels/letter/past_letters.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

#include "tests/channels/letter/press_bench.hpp"

namespace triand::channels::letter {
namespace {

using namespace std::chrono_literals;

// A run of the service that printed one batch of two letters; what it saved is kept for the next.
struct FormerRun {
  Folder folder;
  std::map<std::string, std::string> values;

  FormerRun() {
    Desk desk(settings(folder.path(), 2));
    desk.send(envelope(1));
    desk.send(envelope(2));
    desk.wait_for(2);
    values = desk.values;
  }
  [[nodiscard]] std::string outbox() const { return folder.path() + "/outbox"; }
};

const auto kClaimed = std::chrono::system_clock::now() - 5min;

TEST_CASE("after a crash the journal tells which letters left, and in which batch") {
  const FormerRun former;
  Desk desk(settings(former.folder.path(), 2), former.values);
  CHECK(desk.channel->recover("ref000001", kClaimed) == Recovery::sent);
  CHECK(desk.printer().recovered_in("ref000001") == "tri-an-2026-20261218-001");
  CHECK(desk.channel->recover("ref000002", kClaimed) == Recovery::sent);
  CHECK(desk.channel->recover("ref000003", kClaimed) == Recovery::not_sent);
  CHECK(desk.printer().recovered_in("ref000003").empty());
  CHECK(desk.channel->recover("reference", kClaimed) == Recovery::not_sent);
  // Sent again later: that it was printed once before says nothing of now.
  CHECK(desk.channel->recover("ref000001", std::chrono::system_clock::now() + 5min) == Recovery::not_sent);
}

TEST_CASE("a batch that the print house took out of the outbox had left all the same") {
  const FormerRun former;
  std::filesystem::remove_all(former.outbox() + "/tri-an-2026-20261218-001");
  Desk desk(settings(former.folder.path(), 2), former.values);
  CHECK(desk.channel->recover("ref000001", kClaimed) == Recovery::sent);
  REQUIRE(desk.channel->batches().size() == 1);
  CHECK(desk.channel->batches()[0].state == "released");
  // Its name is not given to another batch.
  desk.send(envelope(7));
  CHECK(desk.channel->batches()[1].name == "tri-an-2026-20261218-002");
}

TEST_CASE("of a batch whose page was written and that never moved nothing has left") {
  const FormerRun former;
  const std::string name = "/tri-an-2026-20261218-001";
  std::filesystem::rename(former.outbox() + name, former.folder.path() + "/rendering" + name);
  Desk desk(settings(former.folder.path(), 2), former.values);
  CHECK(desk.channel->recover("ref000001", kClaimed) == Recovery::not_sent);
  CHECK(names_in(former.folder.path() + "/rendering").empty());
  CHECK(desk.channel->batches().empty());
}

TEST_CASE("of letters whose folder is another one now nothing is known") {
  const FormerRun former;
  const Folder other;
  {
    Desk desk(settings(other.path(), 2), former.values);
    CHECK(desk.channel->recover("ref000001", kClaimed) == Recovery::unknown);
    CHECK(desk.values.at("letters-folder") == former.values.at("letters-folder"));
    // From the first letter on this is the folder.
    desk.send(envelope(3));
    const std::string mark = desk.values.at("letters-folder");
    CHECK(mark != former.values.at("letters-folder"));
    // Sequences begin anew, names do not.
    CHECK(desk.channel->batches().at(0).name == "tri-an-2026-20261218-" + mark.substr(0, 4) + "-001");
    Desk again(settings(other.path(), 2), desk.values);
    again.send(envelope(4));
    CHECK(again.channel->batches().at(0).name == "tri-an-2026-20261218-" + mark.substr(0, 4) + "-001");
  }
  // The control: the old folder again.
  Desk desk(settings(former.folder.path(), 2), former.values);
  CHECK(desk.channel->recover("ref000001", kClaimed) == Recovery::sent);
}

TEST_CASE("what a crash left half made is gone after the next start") {
  const FormerRun former;
  const std::string half = former.folder.path() + "/rendering/tri-an-2026-20261218-002";
  std::filesystem::create_directories(half);
  std::ofstream(half + "/letters.pdf") << "half";
  const Desk desk(settings(former.folder.path(), 2), former.values);
  CHECK(names_in(former.folder.path() + "/rendering").empty());
}

TEST_CASE("batches of before there was a journal are entered into it") {
  const FormerRun former;
  std::filesystem::remove_all(former.folder.path() + "/journal");
  Desk desk(settings(former.folder.path(), 2));
  CHECK(desk.channel->recover("ref000002", kClaimed) == Recovery::sent);
  CHECK(desk.channel->batches().size() == 1);
}

}  // namespace
}  // namespace triand::channels::letter
