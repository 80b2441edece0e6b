#include "channels/email/bounce_reader.hpp"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <future>

#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>

#include "channels/outcome.hpp"

namespace triand::channels::email {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

constexpr std::string_view kKey = "a key of a database";

class Mailbox {
 public:
  Mailbox() {
    std::string pattern = (fs::temp_directory_path() / "triand-bounces-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
    for (const char* folder : {"tmp", "new", "cur"}) fs::create_directory(fs::path(path_) / folder);
  }
  ~Mailbox() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Mailbox(const Mailbox&) = delete;
  Mailbox& operator=(const Mailbox&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }

  // As a mail server delivers: whole, by renaming.
  void deliver(const std::string& name, const std::string& text) const {
    std::ofstream(path_ + "/tmp/" + name, std::ios::binary) << text;
    fs::rename(path_ + "/tmp/" + name, path_ + "/new/" + name);
  }
  [[nodiscard]] bool has(const std::string& name) const { return fs::exists(path_ + "/" + name); }
  [[nodiscard]] std::size_t count(const std::string& folder) const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(path_ + "/" + folder), fs::directory_iterator()));
  }

 private:
  std::string path_;
};

BounceAddress address() { return {"bounces+{reference}@npc.test", std::string(kKey)}; }

std::string hard_bounce(const std::string& to) {
  return "To: " + to +
         "\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n"
         "Reporting-MTA: dns; a\n\nAction: failed\nStatus: 5.1.1\n--b--\n";
}

struct Desk {
  Desk() {
    runtime.executor = io.get_executor();
    runtime.take_receipts = [this](std::vector<Receipt> receipts, std::function<void(bool)> stored) {
      for (const Receipt& receipt : receipts) taken.push_back(receipt.reference);
      ++asked;
      if (answer) answer(std::move(stored));
    };
    runtime.refuse_receipt = [this](const std::string&) { ++forged; };
    runtime.log = [this](LogLevel, std::string_view event, std::string_view) {
      warnings.emplace_back(event);
    };
  }

  void read(const std::string& path) {
    reader = std::make_unique<BounceReader>(path, address(), runtime, 20ms);
  }

  template <class Condition>
  bool until(Condition condition) {
    const auto deadline = std::chrono::steady_clock::now() + 120s;
    io.restart();
    const auto work = boost::asio::make_work_guard(io);
    while (!condition() && std::chrono::steady_clock::now() < deadline) io.run_one_for(20ms);
    return condition();
  }

  boost::asio::io_context io;
  Runtime runtime;
  std::vector<std::string> taken;
  int asked = 0;
  int forged = 0;
  std::vector<std::string> warnings;
  std::function<void(std::function<void(bool)>)> answer = [](const std::function<void(bool)>& stored) {
    stored(true);
  };
  std::unique_ptr<BounceReader> reader;
};

TEST_CASE("reports are handed over and removed, everything else is kept for people") {
  const Mailbox box;
  box.deliver("1", hard_bounce(address().of("AB12")));
  box.deliver("2", "Subject: stop it\n\nplease");
  box.deliver("3", hard_bounce("bounces+AB12-000000000000@npc.test"));
  ::mkfifo((box.path() + "/new/4").c_str(), 0600);
  fs::create_symlink("/etc/passwd", box.path() + "/new/5");
  Desk desk;
  desk.read(box.path());
  REQUIRE(desk.until([&] { return box.count("new") == 0 && desk.forged == 1; }));
  CHECK(desk.taken == std::vector<std::string>{"AB12"});
  CHECK(box.count("cur") == 4);
  CHECK(box.has("cur/2:2,S"));
  box.deliver("6", hard_bounce(address().of("AB13")));
  REQUIRE(desk.until([&] { return box.count("new") == 0; }));
  CHECK(desk.taken == std::vector<std::string>{"AB12", "AB13"});
  CHECK(desk.warnings.empty());
}

TEST_CASE("a report that could not be stored stays and is read again") {
  const Mailbox box;
  box.deliver("1", hard_bounce(address().of("AB12")));
  Desk desk;
  desk.answer = [&](const std::function<void(bool)>& stored) {
    CHECK(box.has("new/1"));
    stored(desk.asked == 3);
  };
  desk.read(box.path());
  REQUIRE(desk.until([&] { return box.count("new") == 0; }));
  CHECK(desk.asked == 3);
  CHECK(box.count("cur") == 0);
}

TEST_CASE("a service that stops while a report is being stored does not remove it and waits for nobody") {
  const Mailbox box;
  box.deliver("1", hard_bounce(address().of("AB12")));
  Desk desk;
  std::function<void(bool)> late;
  desk.answer = [&late](std::function<void(bool)> stored) { late = std::move(stored); };
  desk.read(box.path());
  REQUIRE(desk.until([&] { return late != nullptr; }));
  desk.reader.reset();
  CHECK(box.has("new/1"));
  late(true);
  CHECK(box.has("new/1"));
}

TEST_CASE("more reports than are read at once are all read, each once") {
  const Mailbox box;
  for (int number = 1000; number < 1230; ++number)
    box.deliver(std::to_string(number), hard_bounce(address().of("R" + std::to_string(number))));
  Desk desk;
  desk.read(box.path());
  REQUIRE(desk.until([&] { return box.count("new") == 0; }));
  std::sort(desk.taken.begin(), desk.taken.end());
  CHECK(desk.taken.size() == 230);
  CHECK(std::unique(desk.taken.begin(), desk.taken.end()) == desk.taken.end());
}

TEST_CASE("a mailbox that is gone is complained of once and found again") {
  const Mailbox box;
  Desk desk;
  fs::rename(box.path() + "/new", box.path() + "/away");
  desk.read(box.path());
  REQUIRE(desk.until([&] { return !desk.warnings.empty(); }));
  CHECK(desk.warnings.front() == "bounces_unreadable");
  fs::rename(box.path() + "/away", box.path() + "/new");
  box.deliver("1", hard_bounce(address().of("AB12")));
  REQUIRE(desk.until([&] { return box.count("new") == 0; }));
  CHECK(desk.taken.size() == 1);
  CHECK(desk.warnings.size() == 1);
}

}  // namespace
}  // namespace triand::channels::email
