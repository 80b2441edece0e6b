#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include <catch2/catch.hpp>

#include "daemon/domain/reference.hpp"
#include "daemon/server/report/svg_chart.hpp"
#include "daemon/server/report/words.hpp"
#include "daemon/server/result_files.hpp"
#include "daemon/store/archive_writer.hpp"
#include "daemon/store/customer_writer.hpp"
#include "tests/daemon/server/api_fixture.hpp"

using namespace triand;
using namespace triand::tests;

namespace {

// The document of a job that made a file, and the file's bytes.
struct Made {
  boost::json::object document;
  std::string bytes;
};

Made make(ApiFixture& api, const std::string& target, const std::string& body) {
  const Told told = api.post(target, body);
  REQUIRE(told.exit() == 0);
  const auto job = api.job_end(told.text("job"));
  INFO(boost::json::serialize(job));
  REQUIRE(job.at("state") == "done");
  Made made{job.at("result").as_object(), ""};
  const Told fetched = api.get("/api/v1/results/" + as_text(made.document.at("download")));
  REQUIRE_FALSE(fetched.response.file.empty());
  CHECK(fetched.response.unlink_file);
  struct stat status {};
  REQUIRE(::stat(fetched.response.file.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  std::ifstream in(fetched.response.file, std::ios::binary);
  made.bytes.assign(std::istreambuf_iterator<char>(in), {});
  CHECK(made.document.at("bytes").to_number<std::size_t>() == made.bytes.size());
  std::filesystem::remove(fetched.response.file);
  return made;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

}  // namespace

TEST_CASE("an export is to the contract's letter: one row a delivery and one for each recipient without") {
  ApiFixture api;
  api.load_customers();
  const auto campaign = api.run();
  api.send(campaign, "sms", domain::DeliveryEvent::answered_accepted);
  const Made made = make(api, "/api/v1/campaigns/tri-an-2026/export", R"({"format":"csv"})");
  CHECK(keys_of(made.document).front() == "schema");
  CHECK(made.document.at("rows") == 4);
  const auto lines = lines_of(made.bytes);
  REQUIRE(lines.size() == 5);
  CHECK(lines[0] ==
        "reference,campaign,customer_code,unit,channel,address,state,reason,updated_at,attempts,provider_id");
  CHECK(lines[1] ==
        api.reference("PA05010000001", "sms") +
            ",tri-an-2026,PA05010000001,PA05,sms,0912 *** 678,accepted,,2026-12-18T08:00:00+07:00,1,gw-1");
  CHECK(lines[2] ==
        api.reference("PA05010000002", "mail") +
            ",tri-an-2026,PA05010000002,PA05,mail,b***@example.vn,queued,,2026-12-18T08:00:00+07:00,0,");
  CHECK(lines[3] ==
        ",tri-an-2026,PA05010000003,PA05,,,duplicate,duplicate_customer,2026-12-18T08:00:00+07:00,0,");
  CHECK(api.audited().back() == "lan deliveries.export tri-an-2026 ");
}

TEST_CASE("an export shows whole addresses to whom may see them, and says so in the audit") {
  ApiFixture api;
  api.load_customers();
  api.run();
  const std::string body = R"({"format":"csv","reveal":true})";
  const Made made = make(api, "/api/v1/campaigns/tri-an-2026/export", body);
  CHECK(lines_of(made.bytes)[1].find(",+84912345678,") != std::string::npos);
  CHECK(api.audited().back() == "lan deliveries.export_reveal tri-an-2026 ");
  CHECK(api.post("/api/v1/campaigns/none/export", body).exit() == 5);
  CHECK(api.post("/api/v1/campaigns/tri-an-2026/export", R"({"format":"pdf"})").exit() == 2);
  api.caller.role = server::Role::support;
  CHECK(api.post("/api/v1/campaigns/tri-an-2026/export", body).exit() == 4);
}

TEST_CASE("a file is fetched once, by whoever asked for it") {
  ApiFixture api;
  api.load_customers();
  api.run();
  const Told told = api.post("/api/v1/campaigns/tri-an-2026/export", R"({"format":"xlsx"})");
  const auto job = api.job_end(told.text("job"));
  const std::string target = "/api/v1/results/" + as_text(job.at("result").at("download"));
  api.caller.name = "an";
  CHECK(api.get(target).exit() == 5);
  api.caller.name = "lan";
  const Told fetched = api.get(target);
  CHECK(fetched.exit() == 0);
  std::filesystem::remove(fetched.response.file);
  CHECK(api.get(target).exit() == 5);
}

TEST_CASE("what an earlier run left in the spool is removed, and nothing else") {
  Folder folder;
  for (const char* name : {"result-old", "result-old-journal", "rejects-7.csv"})
    std::ofstream(folder / name) << "x";
  const server::ResultFiles files(folder.path());
  CHECK_FALSE(std::filesystem::exists(folder / "result-old"));
  CHECK_FALSE(std::filesystem::exists(folder / "result-old-journal"));
  CHECK(std::filesystem::exists(folder / "rejects-7.csv"));
}

TEST_CASE("a report escapes what a list says and shows no person") {
  ApiFixture api;
  api.load_customers();
  const auto campaign = api.run();
  api.send(campaign, "sms", domain::DeliveryEvent::answered_rejected, domain::Reason::bad_number);
  api.write([](store::WriteSession& session) {
    store::put_units(session, {{"PA05", "<script>alert(1)</script>"}});
  });
  const Made made = make(api, "/api/v1/campaigns/tri-an-2026/report", R"({"format":"html"})");
  CHECK(made.bytes.find("<script") == std::string::npos);
  CHECK(made.bytes.find("&lt;script&gt;alert(1)") != std::string::npos);
  for (const char* personal : {"Nguyễn Văn An", "912345678", "binh@example.vn", "PA05010000001"})
    CHECK(made.bytes.find(personal) == std::string::npos);
  CHECK(made.bytes.find("<svg") != std::string::npos);
  const Made book = make(api, "/api/v1/campaigns/tri-an-2026/report", R"({"format":"xlsx"})");
  CHECK(book.bytes.starts_with("PK"));
  CHECK(api.post("/api/v1/campaigns/tri-an-2026/report", R"({"format":"json"})").exit() == 6);
  CHECK(api.post("/api/v1/campaigns/tri-an-2026/report", R"({"format":"odt"})").exit() == 2);
  CHECK(api.post("/api/v1/campaigns/none/report", R"({"format":"html"})").exit() == 5);
}

TEST_CASE("what was written to is found in the archive by code, telephone, email and reference") {
  ApiFixture api;
  api.load_customers();
  const auto campaign = api.run();
  api.send(campaign, "sms", domain::DeliveryEvent::answered_accepted);
  api.send(campaign, "mail", domain::DeliveryEvent::answered_accepted);
  const std::string reference = api.reference("PA05010000001", "sms");
  const auto hash = api.world->reader()->subject_hash();
  const auto tally = api.world->reader()->report_tally(campaign, [] { return true; });
  api.write([&](store::WriteSession& session) {
    store::begin_archive(session, campaign, tally, api.now);
    (void)store::archive_some(session, campaign, hash, 100);
    store::finish_archive(
        session, campaign,
        {.begun_at = api.now, .finished_at = api.now, .document = "{}", .public_key = "k", .signature = "s"});
  });
  const auto find = [&](const std::string& query) {
    boost::json::object body;
    body["query"] = query;
    return api.post("/api/v1/deliveries/find", boost::json::serialize(body));
  };
  for (const std::string& query : {std::string("PA05010000001"), std::string("0912 345 678"), reference}) {
    INFO(query);
    const Told told = find(query);
    const auto& found = told.at("deliveries").as_array();
    REQUIRE(found.size() == 1);
    CHECK(found[0].at("archived") == true);
    CHECK(found[0].at("campaign") == "tri-an-2026");
    CHECK(found[0].at("channel") == "sms");
    CHECK(found[0].at("state") == "accepted");
    CHECK(found[0].at("attempts") == 1);
    CHECK(found[0].at("updated_at") == "2026-12-18T08:00:00+07:00");
  }
  CHECK(find("BINH@example.vn").at("deliveries").as_array().size() == 1);
  // Who was not written to: no.
  CHECK(find("PA05010000003").at("deliveries").as_array().empty());
  CHECK(find("0999999999").at("deliveries").as_array().empty());
  CHECK(api.get("/api/v1/deliveries/" + reference).text("state") == "accepted");
  CHECK(api.get("/api/v1/deliveries/" + domain::make_reference("tri-an-2026", "PA05010000003", 0, "sms"))
            .exit() == 5);
  CHECK(api.post("/api/v1/campaigns/tri-an-2026/export", R"({"format":"csv"})").exit() == 6);
  CHECK(
      make(api, "/api/v1/campaigns/tri-an-2026/report", R"({"format":"json"})").bytes ==
      "{\"schema\":\"triand.archive/v1\",\"algorithm\":\"Ed25519\",\"public_key\":\"k\",\"signature\":\"s\","
      "\"document\":{}}\n");
}

TEST_CASE("numbers and shares are written as Viet Nam writes them") {
  CHECK(server::dotted(0) == "0");
  CHECK(server::dotted(1234567) == "1.234.567");
  CHECK(server::percent(964, 1000) == "96,4 %");
  CHECK(server::percent(0, 0) == "–");
  // What is not all is not shown as all.
  CHECK(server::percent(999999, 1000000) == "99,9 %");
  CHECK(server::percent(7, 7) == "100,0 %");
  CHECK(server::mean(13, 3) == "4,3");
  CHECK(server::mean(0, 0) == "–");
}

TEST_CASE("a picture of nothing and of one moment is still a picture") {
  for (const std::size_t count : {std::size_t{0}, std::size_t{1}}) {
    const std::string svg = server::line_chart("x", std::vector<std::string>(count, "18/12"),
                                               {{"a", "#000", std::vector<std::int64_t>(count, 0)}})
                                .text();
    CHECK(svg.starts_with("<svg"));
    CHECK(svg.ends_with("</svg>"));
    CHECK(svg.find("nan") == std::string::npos);
  }
  CHECK(server::bar_chart("x", {}, true).text().ends_with("</svg>"));
  CHECK(server::bar_chart("a<b", {{"u", "n", {{"p", "#000", 0}}}}, true).text().find("<b") ==
        std::string::npos);
}

TEST_CASE("parts of a narrow picture are as wide as their shares, and names and colors are escaped") {
  const std::string svg =
      server::narrow_bar_chart("x", {{"a<b", "3 / 4", {{"in", "\"#111", 3}, {"out", "#222", 1}}}}).text();
  CHECK(svg.find("viewBox=\"0 0 360 48\"") != std::string::npos);
  CHECK(svg.find("x=\"0.0\" y=\"20.0\" width=\"270.0\" height=\"20\" fill=\"&quot;#111\"") !=
        std::string::npos);
  CHECK(svg.find("x=\"270.0\" y=\"20.0\" width=\"90.0\"") != std::string::npos);
  CHECK(svg.find(">a&lt;b</text>") != std::string::npos);
  CHECK(svg.find(">3 / 4</text>") != std::string::npos);
}
