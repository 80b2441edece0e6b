#include <catch2/catch.hpp>

#include <boost/json/parse.hpp>

#include "tests/channels/exec/exec_fixture.hpp"

using namespace triand::channels;
using namespace std::chrono_literals;

namespace {

// A zombie does not run.
bool runs(pid_t id) {
  std::ifstream file("/proc/" + std::to_string(id) + "/stat");
  std::string number, name, state;
  file >> number >> name >> state;
  return file && state != "Z";
}

}  // namespace

TEST_CASE("a program is given each message as one line of JSON") {
  ExecFixture fixture(R"(
for line in sys.stdin:
    open("given", "a", encoding="utf-8").write(line)
    say(reference=json.loads(line)["reference"], outcome="accepted", provider_id="m-1")
)");
  fixture.give("R1", "Cảm ơn\n{\"Quý\"} khách 🎉");
  CHECK(fixture.outcome("R1").verdict == Verdict::accepted);
  CHECK(fixture.outcome("R1").provider_id == "m-1");
  const auto line = boost::json::parse(fixture.written("given"));
  CHECK(line == boost::json::parse(
                    R"({"reference":"R1","campaign":"tri-an-2026","customer_code":"PA05010001234",
                        "to":"+84905123456","text":"Cảm ơn\n{\"Quý\"} khách 🎉","subject":"",
                        "data":{"full_name":"Nguyễn \"A\"\n","meter":"7"}})"));
}

TEST_CASE("answers come in any order, a thousand messages with one program") {
  ExecFixture fixture(R"(
held = []
for line in sys.stdin:
    held.append(json.loads(line)["reference"])
    if len(held) == 50:
        for reference in reversed(held): say(reference=reference, outcome="accepted", provider_id=reference + "x")
        held = []
open("starts", "a").write("x")
)");
  for (int i = 0; i < 1000; ++i) fixture.give("R" + std::to_string(i));
  fixture.until([&] { return fixture.outcomes.size() == 1000; });
  for (const auto& [reference, outcome] : fixture.outcomes) CHECK(outcome.provider_id == reference + "x");
  CHECK(fixture.written("starts").empty());
}

TEST_CASE("a program that reads slowly makes messages wait and blocks nobody") {
  ExecFixture fixture(R"(
while not os.path.exists("go"): time.sleep(0.01)
for line in sys.stdin: say(reference=json.loads(line)["reference"], outcome="accepted")
)",
                      "timeout: 1min\n");
  // Ten times what a pipe holds.
  const std::string text(64 * 1024, 'x');
  const auto before = std::chrono::steady_clock::now();
  for (int i = 0; i < 10; ++i) fixture.give("R" + std::to_string(i), text);
  CHECK(std::chrono::steady_clock::now() - before < 20s);
  CHECK(fixture.outcomes.empty());
  (void)fixture.scratch.write("go", "");
  fixture.until([&] { return fixture.outcomes.size() == 10; });
  for (const auto& [reference, outcome] : fixture.outcomes) CHECK(outcome.verdict == Verdict::accepted);
}

TEST_CASE("a program that dies leaves in doubt what it had, and nothing else; it is started again") {
  ExecFixture fixture(R"(
if os.path.exists("died"):
    for line in sys.stdin: say(reference=json.loads(line)["reference"], outcome="accepted")
# One byte at a time, so that nothing is read beyond the third line.
for _ in range(3):
    line = b""
    while not line.endswith(b"\n"): line += os.read(0, 1)
    if json.loads(line)["reference"] == "R0": say(reference="R0", outcome="accepted")
while not os.path.exists("go"): time.sleep(0.01)
open("died", "w")
os.kill(os.getpid(), signal.SIGKILL)
)");
  for (int i = 0; i < 6; ++i) fixture.give("R" + std::to_string(i));
  fixture.until([&] { return fixture.outcomes.contains("R0"); });
  (void)fixture.scratch.write("go", "");
  fixture.until([&] { return fixture.outcomes.size() == 6; });
  CHECK(fixture.outcome("R0").verdict == Verdict::accepted);
  for (const char* had : {"R1", "R2"}) {
    CHECK(fixture.outcome(had).verdict == Verdict::in_doubt);
    CHECK(fixture.outcome(had).reason == "connection_lost");
  }
  for (const char* unread : {"R3", "R4", "R5"}) {
    CHECK(fixture.outcome(unread).verdict == Verdict::deferred);
    CHECK(fixture.outcome(unread).reason == "gateway_down");
  }
  CHECK(fixture.logged("was killed by SIGKILL"));
  CHECK(fixture.channel->blocked() == "gateway_down");
  const int woken = fixture.woken;
  fixture.until([&] { return fixture.woken > woken; });
  CHECK(fixture.channel->blocked().empty());
  fixture.give("R6");
  CHECK(fixture.outcome("R6").verdict == Verdict::accepted);
}

TEST_CASE("what a program says just before it dies is heard") {
  ExecFixture fixture(R"(
line = sys.stdin.readline()
say(receipt="delivered", reference="R1")
print(json.dumps(dict(reference="R1", outcome="accepted", provider_id="last words")), end="", flush=True)
os._exit(3)
)");
  fixture.give("R1");
  CHECK(fixture.outcome("R1").provider_id == "last words");
  fixture.until([&] { return fixture.logged("ended with 3"); });
  REQUIRE(fixture.receipts.size() == 1);
}

TEST_CASE("a program that cannot even begin is tried ever later and costs nobody a doubt") {
  ExecFixture fixture("this is no Python\n");
  fixture.give("R1");
  CHECK(fixture.outcome("R1").verdict == Verdict::deferred);
  fixture.until([&] { return fixture.logged("exec_ended") && fixture.logged("started again in 1 s"); });
  CHECK(fixture.logged("exec_stderr"));
  CHECK(fixture.logged("SyntaxError"));
}

TEST_CASE("a message that is not answered in time is in doubt, and its late answer is a receipt") {
  ExecFixture fixture(R"(
for line in sys.stdin:
    reference = json.loads(line)["reference"]
    if reference in ("R1", "R2"):
        while not os.path.exists("go"): time.sleep(0.01)
        say(reference=reference, **({"outcome": "failed", "reason": "bad_number"} if reference == "R2" else
                                    {"outcome": "accepted", "provider_id": "m-1"}))
    else:
        say(reference=reference, outcome="accepted")
)",
                      "timeout: 1s\n");
  fixture.give("R1");
  fixture.give("R2");
  CHECK(fixture.outcome("R1").verdict == Verdict::in_doubt);
  CHECK(fixture.outcome("R1").reason == "timeout");
  CHECK(fixture.outcome("R2").verdict == Verdict::in_doubt);
  CHECK(fixture.channel->blocked() == "gateway_down");
  const int woken = fixture.woken;
  (void)fixture.scratch.write("go", "");
  fixture.until([&] { return fixture.receipts.size() == 2; });
  CHECK(fixture.receipts[0].word == Receipt::Word::accepted);
  CHECK(fixture.receipts[0].provider_id == "m-1");
  CHECK(fixture.receipts[1].word == Receipt::Word::failed);
  CHECK(fixture.receipts[1].reason == "bad_number");
  fixture.until([&] { return fixture.woken > woken; });
  CHECK(fixture.channel->blocked().empty());
}

TEST_CASE("a program that hangs is ended, by force if it must be, and started again") {
  ExecFixture fixture(R"(
if not os.path.exists("hung"):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    say(reference=json.loads(sys.stdin.readline())["reference"], outcome="accepted")
    open("hung", "w")
    sys.stdin.readline()
    while True: time.sleep(1)
for line in sys.stdin: say(reference=json.loads(line)["reference"], outcome="accepted")
)",
                      "timeout: 1s\n");
  fixture.give("R0");
  fixture.until([&] { return std::filesystem::exists(fixture.scratch.path("hung")); });
  fixture.give("R1");
  CHECK(fixture.outcome("R1").reason == "timeout");
  fixture.until([&] { return fixture.logged("neither reads nor answers"); });
  fixture.until([&] { return fixture.logged("was killed by SIGKILL"); });
  const int woken = fixture.woken;
  fixture.until([&] { return fixture.woken > woken; });
  fixture.give("R2");
  CHECK(fixture.outcome("R2").verdict == Verdict::accepted);
}

TEST_CASE("a program that closes its input is ended and started again") {
  ExecFixture fixture("os.close(0)\nopen('closed', 'w')\ntime.sleep(600)\n");
  fixture.until([&] { return std::filesystem::exists(fixture.scratch.path("closed")); });
  fixture.give("R1");
  CHECK(fixture.outcome("R1").verdict == Verdict::deferred);
  CHECK(fixture.logged("closed its standard input"));
}

TEST_CASE("garbage is reported with its place and harms nobody") {
  ExecFixture fixture(R"(
for line in sys.stdin:
    reference = json.loads(line)["reference"]
    print("Traceback 0905123456", flush=True)
    os.write(1, b"\xff\xfe\x00\n")
    print("x" * 10_000_000, flush=True)
    say(reference="R9", outcome="accepted")
    say(reference=reference, outcome="sent")
    say(reference=reference, outcome="accepted")
)");
  fixture.give("R1");
  CHECK(fixture.outcome("R1").verdict == Verdict::in_doubt);
  CHECK(fixture.outcome("R1").reason == "unknown_answer");
  fixture.until([&] { return fixture.logged("line 6 of the program's output answers a message"); });
  CHECK(fixture.logged(
      "exec_line_unreadable channel pigeon: line 1 of the program's output: it is no JSON object: "
      "Traceback …456"));
  CHECK(fixture.logged("line 3 of the program's output: it is longer than 65536 bytes: xxx"));
  CHECK(fixture.logged("line 4 of the program's output answers a message that it was not given"));
  CHECK(fixture.receipts.empty());
}

TEST_CASE("a program has its own environment and nothing of ours") {
  ::setenv("CREDENTIALS_DIRECTORY", "/run/credentials/triand", 1);
  ::setenv("TRIAND_SECRET", "hush", 1);
  ::setenv("TOKEN_OF_OURS", "taken", 1);
  ExecFixture fixture(R"(
sys.stdin.readline()
json.dump(dict(environment=dict(os.environ), descriptors=sorted(int(f) for f in os.listdir("/proc/self/fd")),
               group=os.getpgid(0) == os.getpid(), folder=os.getcwd(),
               ignored=[s for s in (signal.SIGHUP, signal.SIGTERM) if signal.getsignal(s) != signal.SIG_DFL]),
          open("seen", "w"))
say(reference="R1", outcome="accepted")
)",
                      "environment: {TOKEN: !env TOKEN_OF_OURS}\n");
  fixture.give("R1");
  fixture.outcome("R1");
  const auto seen = boost::json::parse(fixture.written("seen"));
  const auto& environment = seen.at("environment").as_object();
  CHECK(environment.at("TOKEN") == "taken");
  CHECK(environment.contains("PATH"));
  CHECK_FALSE(environment.contains("CREDENTIALS_DIRECTORY"));
  CHECK_FALSE(environment.contains("TRIAND_SECRET"));
  CHECK_FALSE(environment.contains("TOKEN_OF_OURS"));
  // The last two are the folder that is being read and the file that was just opened.
  CHECK(seen.at("descriptors").as_array().size() <= 5);
  CHECK(seen.at("group") == true);
  CHECK(seen.at("ignored").as_array().empty());
  CHECK(seen.at("folder").as_string() == std::filesystem::canonical(fixture.scratch.path(".")).string());
}

TEST_CASE("a stop lets a program finish what it has, takes back what it has not, and ends it") {
  ExecFixture fixture(R"(
open("id", "w").write(str(os.getpid()))
for line in sys.stdin:
    while not os.path.exists("go"): time.sleep(0.01)
    say(reference=json.loads(line)["reference"], outcome="accepted")
open("end", "w")
)");
  fixture.give("R1");
  const std::string much(1024 * 1024, 'x');
  fixture.give("R2", much);
  fixture.give("R3");
  fixture.until([&] { return !fixture.written("id").empty(); });
  const pid_t id = std::stoi(fixture.written("id"));
  fixture.channel->stop(30s);
  CHECK(fixture.outcome("R3").reason == "interrupted");
  fixture.give("R4");
  CHECK(fixture.outcome("R4").reason == "interrupted");
  CHECK_FALSE(fixture.outcomes.contains("R1"));
  (void)fixture.scratch.write("go", "");
  CHECK(fixture.outcome("R1").verdict == Verdict::accepted);
  // The half of it that had begun to leave is followed by the other.
  CHECK(fixture.outcome("R2").verdict == Verdict::accepted);
  fixture.until([&] { return fixture.logged("exec_stopped"); });
  CHECK(std::filesystem::exists(fixture.scratch.path("end")));
  CHECK_FALSE(runs(id));
}

TEST_CASE(
    "a program that does not end in time is killed with all that it has started, its messages in doubt") {
  ExecFixture fixture(R"(
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = os.fork()
if child == 0:
    while True: time.sleep(1)
open("ids", "w").write(f"{os.getpid()} {child}")
sys.stdin.readline()
open("read", "w")
while True: time.sleep(1)
)");
  fixture.give("R1");
  fixture.until([&] { return std::filesystem::exists(fixture.scratch.path("read")); });
  std::istringstream ids(fixture.written("ids"));
  pid_t parent = 0, child = 0;
  ids >> parent >> child;
  fixture.channel->stop(100ms);
  CHECK(fixture.outcome("R1").verdict == Verdict::in_doubt);
  fixture.channel.reset();
  CHECK_FALSE(runs(parent));
  fixture.until([&] { return !runs(child); });
}

TEST_CASE("a destroyed channel answers everybody and leaves no program behind") {
  ExecFixture fixture("open('id', 'w').write(str(os.getpid()))\nfor line in sys.stdin: pass\n");
  fixture.give("R1");
  fixture.until([&] { return !fixture.written("id").empty(); });
  const pid_t id = std::stoi(fixture.written("id"));
  fixture.channel.reset();
  CHECK_FALSE(runs(id));
  CHECK(fixture.outcome("R1").verdict == Verdict::in_doubt);
}

TEST_CASE("faults of an exec channel's configuration have a line and a remedy") {
  using triand::config::Block;
  using triand::config::Problems;
  const auto fault = [](const std::string& text) {
    Problems problems;
    Block block = Block::parse(text, "triand.yaml", problems);
    CHECK_FALSE(exec_plugin.create(block, {}, problems));
    block.complain_unused();
    return problems.empty() ? std::string() : problems.front().to_string();
  };
  CHECK(fault("timeout: 1s\n").find("command") != std::string::npos);
  CHECK(fault("command: no-such-pigeon --fast\n")
            .find("triand.yaml:1: command: there is no program `no-such-pigeon`") == 0);
  CHECK(fault("command: []\n").find("is empty") != std::string::npos);
  CHECK(fault("command: \"\"\n").find("is empty") != std::string::npos);
  CHECK(fault("command: /bin/cat\naddress: fax\n").find("address") != std::string::npos);
  CHECK(fault("command: /bin/cat\nenvironment: {9X: a}\n").find("9X") != std::string::npos);
  CHECK(fault("command: /bin/cat\ntimeout: 0s\n").find("timeout") != std::string::npos);
}
