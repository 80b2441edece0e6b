#include <future>
#include <map>
#include <thread>
#include <utility>
#include <vector>

#include <boost/asio/executor_work_guard.hpp>
#include <catch2/catch.hpp>

#include "daemon/app/channel_desk.hpp"

using namespace triand;
using namespace triand::app;

namespace {

// A press that tells what became of its work when the test says so.
struct Press : channels::Channel, channels::BatchPrinter {
  void start(channels::Runtime&) override {}
  void send(channels::Envelope, Done) override {}
  void stop(std::chrono::milliseconds) override {}
  [[nodiscard]] std::size_t holds() const override { return 1; }
  [[nodiscard]] std::vector<channels::BatchInfo> batches() const override { return all; }
  bool release_and_tell(std::string_view, std::function<void(std::string)> told) override {
    if (!open) return false;
    released.set_value(std::move(told));
    return true;
  }
  [[nodiscard]] std::vector<std::string> letters_of(std::string_view) const override { return {}; }
  void reprint(std::string_view, std::vector<channels::Envelope>,
               std::function<void(channels::Reprint)> told) override {
    reprinting.set_value(std::move(told));
  }
  [[nodiscard]] std::map<std::string, std::string> reprints() const override { return {}; }
  [[nodiscard]] std::string recovered_in(std::string_view) const override { return {}; }

  bool open = true;
  std::vector<channels::BatchInfo> all;
  std::promise<std::function<void(std::string)>> released;
  std::promise<std::function<void(channels::Reprint)>> reprinting;
};

// A desk over such a press, with a network thread.
struct Desk {
  Desk() {
    auto made = std::make_unique<Press>();
    press = made.get();
    settings.channels.emplace_back().channel = std::move(made);
    network = std::thread([this] { io.run(); });
  }
  ~Desk() {
    work.reset();
    network.join();
  }

  boost::asio::io_context io;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work{io.get_executor()};
  Settings settings;
  Press* press = nullptr;
  ChannelDesk desk{io, settings};
  server::Progress progress;
  std::thread network;
};

}  // namespace

TEST_CASE("what the press says is waited for, also when it fails") {
  Desk all;
  auto released =
      std::async(std::launch::async, [&] { return all.desk.release_letters("b-1", all.progress); });
  all.press->released.get_future().get()("the disk is full");
  CHECK(released.get() == "the disk is full");
  const auto letters = all.desk.letter_world();
  auto reprinted = std::async(std::launch::async, [&] { return letters.reprint("b-1", {}, all.progress); });
  channels::Reprint told;
  told.batch = "b-2";
  all.press->reprinting.get_future().get()(told);
  const auto reprint = reprinted.get();
  REQUIRE(reprint);
  CHECK(reprint->batch == "b-2");
}

TEST_CASE("what the press has not said when the service stops is not known, which is no failure to print") {
  Desk all;
  const auto letters = all.desk.letter_world();
  auto reprinted = std::async(std::launch::async, [&] { return letters.reprint("b-1", {}, all.progress); });
  const auto told = all.press->reprinting.get_future().get();
  auto released =
      std::async(std::launch::async, [&] { return all.desk.release_letters("b-1", all.progress); });
  (void)all.press->released.get_future().get();
  all.progress.stop();
  CHECK_FALSE(reprinted.get());
  CHECK_FALSE(released.get());
}

TEST_CASE("a batch that closes by itself while it is released is waited for as well") {
  Desk all;
  all.press->open = false;
  all.press->all = {{.name = "b-1", .state = "released", .letters = 1, .created = {}}};
  CHECK(all.desk.release_letters("b-1", all.progress) == std::string());
  const auto gone = all.desk.release_letters("b-2", all.progress);
  REQUIRE(gone);
  CHECK(gone->find("could not be printed") != std::string::npos);
  all.press->all.front().state = "rendering";
  all.progress.stop();
  CHECK_FALSE(all.desk.release_letters("b-1", all.progress));
}
