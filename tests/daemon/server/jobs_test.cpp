#include <future>
#include <memory>
#include <utility>

#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include "daemon/server/job_route.hpp"
#include "daemon/server/jobs.hpp"
#include "daemon/server/unit_limits.hpp"

using namespace triand::server;

namespace {

void ignore(LogLevel, std::string_view, std::string_view) {}

boost::json::object ended(const Jobs& jobs, const std::string& id) {
  const auto begin = std::chrono::steady_clock::now();
  for (;;) {
    auto document = jobs.document(id);
    REQUIRE(document);
    if (document->at("state").as_string() != "running") return *document;
    REQUIRE(std::chrono::steady_clock::now() - begin < std::chrono::seconds(10));
    std::this_thread::yield();
  }
}

// The id of a job that is taken.
template <class... Arguments>
std::string start(Jobs& jobs, Arguments&&... arguments) {
  return jobs.start(std::forward<Arguments>(arguments)...).value();
}

JobResult nothing(Progress&) { return boost::json::object{}; }

}  // namespace

TEST_CASE("a job shows its progress and then its result") {
  Jobs jobs(1, ignore);
  std::promise<void> told;
  std::promise<void> go_on;
  const std::string id = start(jobs, "import", [&](Progress& progress) -> JobResult {
    progress.set_total(10, "rows");
    progress.set_done(4);
    told.set_value();
    go_on.get_future().wait();
    return boost::json::object{{"schema", "triand.import/v1"}, {"read", 10}};
  });
  told.get_future().wait();
  const auto running = *jobs.document(id);
  CHECK(boost::json::serialize(running) ==
        R"({"schema":"triand.job/v1","job":")" + id +
            R"(","kind":"import","state":"running","progress":{"done":4,"total":10,"unit":"rows"},)" +
            R"("result":null,"error":null})");
  go_on.set_value();
  const auto done = ended(jobs, id);
  CHECK(done.at("state").as_string() == "done");
  CHECK(done.at("result").as_object().at("read").as_int64() == 10);
}

TEST_CASE("a job that fails or throws says so") {
  Jobs jobs(2, ignore);
  const auto refused = ended(jobs, start(jobs, "plan", [](Progress&) -> JobResult {
                               return ApiError{6, "window-past", "the window is over", ""};
                             }));
  CHECK(refused.at("state").as_string() == "failed");
  CHECK(refused.at("error").as_object().at("exit").as_int64() == 6);
  const auto thrown = ended(
      jobs, start(jobs, "plan", [](Progress&) -> JobResult { throw std::runtime_error("secret detail"); }));
  CHECK(thrown.at("state").as_string() == "failed");
  CHECK(boost::json::serialize(thrown).find("secret detail") == std::string::npos);
}

TEST_CASE("stopping tells running jobs, fails waiting ones and refuses new ones") {
  Jobs jobs(1, ignore);
  std::promise<void> entered;
  const std::string first = start(jobs, "import", [&](Progress& progress) -> JobResult {
    entered.set_value();
    while (!progress.stopping()) std::this_thread::yield();
    return ApiError{7, "stopping", "stopped half-way", ""};
  });
  const std::string second =
      start(jobs, "import", [](Progress&) -> JobResult { return boost::json::object{}; });
  entered.get_future().wait();
  jobs.stop();
  CHECK(jobs.document(first)->at("error").as_object().at("message").as_string() == "stopped half-way");
  CHECK(jobs.document(second)->at("error").as_object().at("error").as_string() == "stopping");
  const std::string third =
      start(jobs, "import", [](Progress&) -> JobResult { return boost::json::object{}; });
  CHECK(jobs.document(third)->at("state").as_string() == "failed");
}

TEST_CASE("old outcomes are forgotten, new ones kept") {
  Jobs jobs(1, ignore);
  std::vector<std::string> ids;
  for (std::size_t count = 0; count < Jobs::kKept + 5; ++count) {
    ids.push_back(start(jobs, "plan", nothing));
    CHECK(ended(jobs, ids.back()).at("state").as_string() == "done");
  }
  CHECK_FALSE(jobs.document(ids.front()));
  CHECK(jobs.document(ids[5]));
}

TEST_CASE("a job's address answers whoever started it, and administrators of all units") {
  Jobs jobs(1, ignore);
  const auto work = [](Progress&) -> JobResult { return boost::json::object{}; };
  const Caller lan{"lan", Role::operator_};
  const std::string id = start(jobs, "plan", work, "", ownership(lan));
  const std::string nobodys = start(jobs, "plan", work);
  const Route route = job_route(jobs);
  const auto status = [&](const std::string& job, const Caller& caller) {
    Request request;
    request.parameters["id"] = job;
    request.caller = caller;
    return route.handler(request).status;
  };
  CHECK(status(id, lan) == 200);
  CHECK(status("unknown-1", lan) == 404);
  CHECK(status(nobodys, lan) == 404);
  CHECK(status(id, {"binh", Role::approver}) == 404);
  CHECK(status(id, {"lan", Role::operator_, false, {"PA05"}}) == 404);
  CHECK(status(id, {"binh", Role::admin, false, {"PA05"}}) == 404);
  CHECK(status(id, {"binh", Role::admin}) == 200);
  CHECK(status(nobodys, {"binh", Role::admin}) == 200);
}

TEST_CASE("of jobs that share a turn one runs at a time, in order, and keeps no thread from the others") {
  Jobs jobs(2, ignore);
  std::promise<void> entered;
  std::promise<void> go_on;
  const auto done = [](Progress&) -> JobResult { return boost::json::object{}; };
  const std::string first = start(
      jobs, "import",
      [&](Progress&) -> JobResult {
        entered.set_value();
        go_on.get_future().wait();
        return boost::json::object{};
      },
      "lists");
  entered.get_future().wait();
  std::vector<int> order;
  const auto note = [&order](int number) {
    return [&order, number](Progress&) -> JobResult {
      order.push_back(number);
      return boost::json::object{};
    };
  };
  const std::string second = start(jobs, "import", note(2), "lists");
  const std::string third = start(jobs, "undo", note(3), "lists");
  // Two wait for their turn; what was asked for behind them has a thread all the same.
  CHECK(ended(jobs, start(jobs, "plan", done)).at("state").as_string() == "done");
  CHECK(ended(jobs, start(jobs, "erase", done, "other")).at("state").as_string() == "done");
  CHECK(jobs.document(second)->at("state").as_string() == "running");
  go_on.set_value();
  ended(jobs, second);
  ended(jobs, third);
  CHECK(order == std::vector<int>{2, 3});
  CHECK(jobs.document(first)->at("state").as_string() == "done");
}

TEST_CASE("so many jobs of one owner may wait, and so many of all; what is refused is not kept") {
  Jobs jobs(1, ignore);
  std::promise<void> entered;
  std::promise<void> go_on;
  const std::string running = start(
      jobs, "import",
      [&](Progress&) -> JobResult {
        entered.set_value();
        go_on.get_future().wait();
        return boost::json::object{};
      },
      "", "lan");
  entered.get_future().wait();
  std::string last;
  for (std::size_t count = 0; count < Jobs::kMostWaitingEach; ++count)
    last = start(jobs, "import", nothing, "", "lan");
  const auto file = std::make_shared<int>(1);
  const Jobs::Work holds = [file](Progress&) -> JobResult { return boost::json::object{}; };
  CHECK(file.use_count() == 2);
  CHECK_FALSE(jobs.start("import", holds, "", "lan"));
  CHECK(file.use_count() == 2);
  // Others are served all the same, until all places are taken.
  for (std::size_t count = Jobs::kMostWaitingEach; count < Jobs::kMostWaiting; ++count)
    (void)start(jobs, "plan", nothing, "", "an-" + std::to_string(count / 10));
  CHECK_FALSE(jobs.start("plan", holds, "", "minh"));
  CHECK_FALSE(jobs.start("backup", holds));
  CHECK(file.use_count() == 2);
  go_on.set_value();
  CHECK(ended(jobs, last).at("state").as_string() == "done");
  CHECK(ended(jobs, start(jobs, "import", nothing, "", "lan")).at("state").as_string() == "done");
}

TEST_CASE("a job that throws gives its turn back") {
  Jobs jobs(1, ignore);
  start(
      jobs, "import", [](Progress&) -> JobResult { throw std::runtime_error("no"); }, "lists");
  const auto next =
      ended(jobs, start(
                      jobs, "import", [](Progress&) -> JobResult { return boost::json::object{}; }, "lists"));
  CHECK(next.at("state").as_string() == "done");
}
