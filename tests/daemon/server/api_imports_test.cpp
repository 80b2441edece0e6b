#include <fstream>

#include <catch2/catch.hpp>

#include "tests/daemon/server/api_fixture.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

const std::string kPath = "/api/v1/imports";

domain::Customer named(const std::string& code, const std::string& name) {
  domain::Customer out;
  out.code = code;
  out.full_name = name;
  out.unit = "PA05";
  return out;
}

}  // namespace

TEST_CASE("a list is loaded by a job, and its file goes with the job") {
  ApiFixture api;
  const Told told = api.upload(kPath + "?file=/home/x/list.csv&unit=PA05", "customer_code\n");
  CHECK(told.keys() == std::vector<std::string>{"schema", "job"});
  const auto job = api.job_end(told.text("job"));
  CHECK(job.at("kind") == "import");
  CHECK(boost::json::serialize(job.at("result")) == R"({"schema":"triand.import/v1","import":"7"})");
  CHECK(api.imported == "list.csv|PA05|real|lan|customer_code\n");
  api.jobs->stop();
  CHECK_FALSE(std::filesystem::exists(api.folder / "upload-1"));
  CHECK(api.changes == 1);
}

TEST_CASE("a dry run changes nothing and tells nobody to look") {
  ApiFixture api;
  api.job_end(api.upload(kPath + "?file=list.csv&dry_run=1", "x").text("job"));
  CHECK(api.imported == "list.csv||dry|lan|x");
  CHECK(api.changes == 0);
}

TEST_CASE("a list's sheet, encoding and kind of rejects are asked for") {
  ApiFixture api;
  api.job_end(
      api.upload(kPath + "?file=a.xlsx&sheet=Kh%C3%A1ch&encoding=tcvn3&rejects=xlsx", "x").text("job"));
  CHECK(api.import_order.sheet == "Khách");
  CHECK(api.import_order.encoding == "tcvn3");
  CHECK(api.import_order.xlsx_rejects);
}

TEST_CASE("what columns mean is asked for by their headers, in words that are known") {
  ApiFixture api;
  const auto asked = [&](const std::string& columns) {
    return api.upload(kPath + "?file=a.csv&columns=" + columns, "x");
  };
  api.job_end(asked("%7B%22M%C3%A3%22:%22customer_code%22,%22phone%22:%22extra%22%7D").text("job"));
  CHECK(api.import_order.columns ==
        intake::ColumnChoices{{"Mã", intake::Column::customer_code}, {"phone", intake::Column::extra}});
  for (const char* wrong : {"x", "%5B%5D", "%7B%22a%22:%22b%22%7D", "%7B%22a%22:1%7D",
                            "%7B%22a%22:%22ignored%22%7D", "%7B%22%22:%22phone%22%7D"})
    CHECK(asked(wrong).exit() == 2);
}

TEST_CASE("a list without a name, or with rejects of another kind, is refused and not kept") {
  ApiFixture api;
  CHECK(api.upload(kPath, "x").exit() == 2);
  CHECK(api.upload(kPath + "?file=a.xlsx&rejects=doc", "x").exit() == 2);
  CHECK(api.imported.empty());
  CHECK_FALSE(std::filesystem::exists(api.folder / "upload-1"));
}

TEST_CASE("the rows to correct are a file, and nothing else is") {
  ApiFixture api;
  const Told told = api.get(kPath + "/7/rejects");
  CHECK(told.response.file == api.folder / "rejects-7.csv");
  CHECK_FALSE(told.response.unlink_file);
  CHECK(api.audited().back() == "lan import.rejects 7 ");
  CHECK(api.get(kPath + "/8/rejects").exit() == 5);
  std::string asked = "none";
  api.world->rejects_file = [&asked](const std::string& id) -> std::optional<std::string> {
    asked = id;
    return "/etc/passwd";
  };
  CHECK(api.get(kPath + "/..%2Fx/rejects").exit() == 5);
  CHECK(asked == "none");
}

TEST_CASE("an upload of a list may be twenty gigabytes") {
  ApiFixture api;
  const server::Caller caller{"lan", server::Role::operator_, true};
  const auto match = api.router.match("POST", server::target_from(kPath).value(), &caller, false);
  REQUIRE(match.route != nullptr);
  REQUIRE(match.route->upload);
  CHECK(match.route->upload->max_bytes == std::uint64_t{20} * 1024 * 1024 * 1024);
  CHECK(match.route->upload->directory == api.folder.path());
}

TEST_CASE("imports are listed, and one is taken back by a job, once") {
  ApiFixture api;
  api.load_customers();
  api.load({named("PA05010000001", "Nguyễn Văn Ân"), named("PA05010000009", "Mới")});
  const Told list = api.get(kPath);
  CHECK(list.text("schema") == "triand.imports/v1");
  REQUIRE(list.at("imports").as_array().size() == 2);
  CHECK(keys_of(list.at("imports").as_array()[0].as_object()) ==
        std::vector<std::string>{"import", "file", "state", "who", "started_at", "finished_at", "content",
                                 "read", "taken", "inserted", "updated", "unchanged", "rejected"});
  const int changes = api.changes;
  const auto job = api.job_end(api.post(kPath + "/2/undo").text("job"));
  CHECK(boost::json::serialize(job.at("result")) ==
        R"({"schema":"triand.import_undo/v1","import":"2","removed":1,"restored":1,"kept":{}})");
  CHECK(api.changes == changes + 1);
  CHECK(api.audited().back() == "lan import.undo 2 ");
  CHECK(api.get("/api/v1/customers/PA05010000001").text("full_name") == "Nguyễn Văn An");
  CHECK(api.get("/api/v1/customers/PA05010000009").exit() == 5);
  CHECK(api.post(kPath + "/2/undo").exit() == 6);
  CHECK(api.post(kPath + "/77/undo").exit() == 5);
  CHECK(api.post(kPath + "/x/undo").exit() == 5);
}

TEST_CASE("whom a plan counts on is kept when the list is taken back") {
  ApiFixture api;
  api.load_customers();
  api.plan();
  const auto job = api.job_end(api.post(kPath + "/1/undo").text("job"));
  CHECK(boost::json::serialize(job.at("result").at("kept")) == R"({"in_campaign":4})");
}

TEST_CASE("duplicates over all lists are masked unless they are asked for whole, which is audited") {
  ApiFixture api;
  api.load_customers();
  const std::string path = "/api/v1/customers/duplicates";
  const auto masked = api.job_end(api.post(path).text("job"));
  CHECK(
      boost::json::serialize(masked.at("result").at("phone")) ==
      R"({"groups":1,"customers":2,"first":[{"shared":"0912 *** 678","customers":["PA05010000001","PA05010000003"]}]})");
  CHECK(api.audited().empty());
  const auto whole = api.job_end(api.post(path + "?reveal=1&limit=5").text("job"));
  CHECK(whole.at("result").at("phone").at("first").as_array()[0].at("shared") == "+84912345678");
  CHECK(api.audited().back() == "lan customer.duplicates  ");
  CHECK(api.post(path + "?limit=x").exit() == 2);
  CHECK(api.post(path + "?limit=1000000").exit() == 2);
}
