#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <future>
#include <thread>

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include "daemon/server/job_route.hpp"
#include "tests/daemon/server/console_fixture.hpp"

namespace triand::tests {

inline const std::string kLists = "/console/lists";
inline const std::string kList = "Mã KH,SĐT,Ghi chú\nPA05010000001,0912345678,a\n";

// The console with imports that answer as the service does.
class ListsFixture : public ConsoleFixture {
 public:
  ListsFixture() {
    std::filesystem::create_directories(world->spool);
    router.add(server::job_route(*jobs));
    world->import_customers = [this](const server::ImportOrder& order, const server::Caller& who,
                                     server::Progress& progress) -> server::JobResult {
      progress.set_total(1000, "bytes");
      progress.set_done(400, 12'345);
      if (gate.valid()) gate.wait();
      std::ifstream in(order.path, std::ios::binary);
      bytes = std::string(std::istreambuf_iterator<char>(in), {});
      last = order;
      orders.push_back(order.file + "|" + (order.dry_run ? "dry" : "real") + "|" + who.name);
      if (fault) return *fault;
      auto out = boost::json::parse(report).as_object();
      out["dry_run"] = order.dry_run;
      return out;
    };
    add_account("lan", "operator");
  }
  ~ListsFixture() { jobs->stop(); }

  // The form with a list, as a browser sends it; `token`: without one of its own, that of the last page.
  server::Response send(const std::string& list, std::vector<std::pair<std::string, std::string>> fields = {},
                        const std::string& file = "kh.csv", std::optional<std::string> first = {}) {
    std::string body = part("token", first.value_or(token));
    for (const auto& [name, value] : fields) body += part(name, value);
    body += part("list", list, "; filename=\"" + file + "\"\r\nContent-Type: text/csv") + "--Bound--\r\n";
    return send_body(body);
  }

  server::Response send_body(const std::string& body,
                             const std::string& type = "multipart/form-data; boundary=Bound",
                             std::vector<std::pair<std::string, std::string>> headers = {}) {
    server::Request request;
    request.method = "POST";
    request.path = kLists;
    request.headers = std::move(headers);
    request.headers.emplace_back("Content-Type", type);
    request.headers.emplace_back("Cookie", jar());
    const auto match = router.match("POST", server::target_from(kLists).value(), nullptr, false);
    const server::Route& route = *match.route;
    REQUIRE(route.upload);
    stored = false;
    server::Admission admission = route.admits(request);
    if (admission.refusal) return *admission.refusal;
    stored = true;
    request.upload_file = world->spool + "/upload-test";
    std::ofstream(request.upload_file, std::ios::binary) << body;
    server::Response answer = route.handler(request);
    if (!request.upload_file.empty()) ::unlink(request.upload_file.c_str());
    return answer;
  }

  static std::string part(const std::string& name, const std::string& data, const std::string& more = "") {
    return "--Bound\r\nContent-Disposition: form-data; name=\"" + name + "\"" + more + "\r\n\r\n" + data +
           "\r\n";
  }

  // The page once its job has ended.
  server::Response ended(const std::string& address) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (true) {
      server::Response page = get_page(address);
      if (page.body.find("<progress") == std::string::npos) return page;
      REQUIRE(std::chrono::steady_clock::now() < deadline);
      std::this_thread::yield();
    }
  }

  // Sent and checked: the address of the checks' page.
  std::string checked() {
    const auto answer = send(kList);
    REQUIRE(answer.status == 303);
    const std::string address = header(answer, "Location");
    ended(address);
    return address;
  }

  std::size_t spooled() const {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(world->spool)) {
      const std::string name = entry.path().filename().string();
      if (name.starts_with("upload-") || name.starts_with("kept-")) ++count;
    }
    return count;
  }

  std::string report =
      R"({"schema":"triand.import/v1","import":"7","read":408961,"taken":408951,"inserted":408000,
    "updated":900,"unchanged":51,"rejected":10,"erased":0,"has_rejects":true,
    "columns":[{"header":"Mã KH","column":"customer_code","name":null},{"header":"SĐT","column":"phone","name":null},
    {"header":"Ghi chú <b>","column":"extra","name":"ghi_chu"},{"header":"","column":"extra","name":"column_4"}],
    "notices":[],"repairs":{"lost_zero":1234},"rejections":{"missing_customer_code":10},"set_aside":{"wrong_length":3},
    "same_file_as":null})";
  std::optional<server::ApiError> fault;
  std::shared_future<void> gate;
  server::ImportOrder last;
  std::string bytes;
  std::vector<std::string> orders;
  bool stored = false;  // the body of the last form would have been stored
};

}  // namespace triand::tests
