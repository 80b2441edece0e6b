#include <catch2/catch.hpp>

#include <algorithm>

#include "tests/daemon/server/whole_console.hpp"

using namespace triand;
using namespace triand::tests;
using server::Role;

namespace {

// Whom a page of the console serves: `least` and whoever may do more. Of a form also what makes it an order; of one with
// a file the file's field.
struct Row {
  const char* method;
  const char* pattern;
  Role least;
  ConsoleFixture::Fields fields = {};
  const char* file = nullptr;
};

const ConsoleFixture::Fields kReason = {{"reason", "x"}};

// A page that is new needs a row here: say whom it serves, on purpose.
const Row kMatrix[] = {
    {"GET", "/", Role::viewer},
    {"POST", "/console/log-out", Role::viewer},
    {"GET", "/console/password", Role::viewer},
    {"POST", "/console/password", Role::viewer},
    {"GET", "/console/overview", Role::viewer},
    {"GET", "/console/overview/live", Role::viewer},
    {"GET", "/console/jobs/{id}", Role::viewer},
    {"GET", "/console/jobs/{id}/file", Role::viewer},

    {"GET", "/console/look-up", Role::viewer},
    {"POST", "/console/look-up", Role::viewer, {{"query", "PA05010000001"}}},
    {"GET", "/console/customers/{id}", Role::viewer},
    {"POST", "/console/customers/{id}/reveal", Role::support, kReason},
    {"POST", "/console/customers/{id}/note", Role::support, {{"note", "x"}, {"after", "0"}}},
    {"POST",
     "/console/customers/{id}/resend",
     Role::support,
     {{"reference", "{reference}"}, {"seen", "0"}, {"customer_version", "{version}"}, {"reason", "x"}}},
    {"POST",
     "/console/customers/{id}/resolve",
     Role::operator_,
     {{"reference", "{reference}"},
      {"seen", "0"},
      {"customer_version", "{version}"},
      {"as", "delivered"},
      {"reason", "x"}}},
    {"POST", "/console/customers/{id}/stop", Role::support, {{"whom", "customer"}, {"words", "x"}}},
    {"POST", "/console/customers/{id}/take-back", Role::operator_, {{"whom", "customer"}, {"reason", "x"}}},

    {"GET", "/console/lists", Role::operator_},
    {"POST", "/console/lists", Role::operator_, {}, "list"},
    {"GET", "/console/lists/checks/{token}", Role::operator_},
    {"POST", "/console/lists/checks/{token}", Role::operator_, {{"order", "load"}}},
    {"GET", "/console/lists/jobs/{job}", Role::operator_},
    {"GET", "/console/lists/{id}/rejects", Role::operator_},
    {"GET", "/console/lists/{id}/undo", Role::operator_},
    {"POST", "/console/lists/{id}/undo", Role::operator_, kReason},

    {"GET", "/console/campaigns", Role::viewer},
    {"GET", "/console/campaigns/{id}", Role::viewer},
    {"GET", "/console/campaigns/plan", Role::operator_},
    {"POST",
     "/console/campaigns/plan",
     Role::operator_,
     {{"file", "a.yaml"}, {"text", "x"}, {"act", "plan"}}},
    {"GET", "/console/campaigns/plan/file", Role::viewer},  // leads to the form
    {"POST", "/console/campaigns/plan/file", Role::operator_, {{"act", "plan"}}, "chosen"},
    {"GET", "/console/campaigns/{id}/preview", Role::operator_},
    {"POST", "/console/campaigns/{id}/preview", Role::operator_, {{"samples", "3"}}},
    {"POST", "/console/campaigns/{id}/report", Role::operator_, {{"format", "html"}}},
    {"POST", "/console/campaigns/{id}/export", Role::operator_, {{"format", "csv"}, {"reveal", "1"}}},
    {"GET", "/console/campaigns/{id}/approve", Role::approver},
    {"POST", "/console/campaigns/{id}/approve", Role::approver, {{"plan", "1"}}},
    {"GET", "/console/campaigns/{id}/pause", Role::operator_},
    {"POST", "/console/campaigns/{id}/pause", Role::operator_, kReason},
    {"GET", "/console/campaigns/{id}/resume", Role::operator_},
    {"POST", "/console/campaigns/{id}/resume", Role::operator_, kReason},
    {"GET", "/console/campaigns/{id}/cancel", Role::admin},
    {"POST", "/console/campaigns/{id}/cancel", Role::admin, {{"confirm", "tri-an-2026"}, {"reason", "x"}}},

    {"GET", "/console/templates", Role::operator_},
    {"GET", "/console/templates/bench", Role::operator_},
    {"POST", "/console/templates/bench", Role::operator_, {{"channel", "sms"}, {"text", "x"}}},

    {"GET", "/console/channels", Role::viewer},
    {"GET", "/console/channels/{name}", Role::viewer},
    {"POST", "/console/channels/{name}", Role::operator_, {{"order", "pause"}, {"reason", "x"}}},
    {"GET", "/console/channels/{name}/test", Role::viewer},  // leads to the channel
    {"POST", "/console/channels/{name}/test", Role::operator_, {{"to", "0911222333"}}},

    {"GET", "/console/suppressions", Role::viewer},
    {"POST", "/console/suppressions/find", Role::viewer, {{"subject", "PA05010000001"}}},
    {"POST", "/console/suppressions/add", Role::support, {{"subject", "PA05010000001"}}},
    {"POST",
     "/console/suppressions/remove",
     Role::operator_,
     {{"subject", "PA05010000001"}, {"reason", "x"}}},

    {"GET", "/console/letters", Role::operator_},
    {"GET", "/console/letters/ack", Role::viewer},  // this and the next lead to the batches
    {"GET", "/console/letters/ack/file", Role::viewer},
    {"POST", "/console/letters/ack", Role::operator_, {{"file", "reference,status,date,reason\n"}}},
    {"POST", "/console/letters/ack/file", Role::operator_, {}, "chosen"},
    {"GET", "/console/letters/{batch}", Role::operator_},
    {"POST", "/console/letters/{batch}", Role::operator_, kReason},
    {"GET", "/console/letters/{batch}/release", Role::operator_},
    {"POST", "/console/letters/{batch}/release", Role::operator_},
    {"GET", "/console/letters/{batch}/pdf", Role::operator_},
    {"GET", "/console/letters/{batch}/manifest", Role::operator_},

    {"GET", "/console/tokens", Role::viewer},
    {"POST", "/console/tokens", Role::viewer, {{"order", "make"}, {"name", "job"}}},
    {"GET", "/console/users", Role::admin},
    {"POST",
     "/console/users",
     Role::admin,
     {{"name", "binh"}, {"role", "viewer"}, {"password", kConsolePassword}, {"again", kConsolePassword}}},
    {"GET", "/console/users/{name}", Role::admin},
    {"POST", "/console/users/{name}", Role::admin, {{"order", "role"}, {"role", "admin"}}},
    {"GET", "/console/users/{name}/tokens", Role::admin},
    {"POST", "/console/users/{name}/tokens", Role::admin, {{"order", "make"}, {"name", "job"}}},
    {"GET", "/console/audit", Role::admin},
};

constexpr Role kRoles[] = {Role::viewer, Role::support, Role::operator_, Role::approver, Role::admin};

void replace(std::string& text, const std::string& what, const std::string& by) {
  if (const std::size_t at = text.find(what); at != std::string::npos) text.replace(at, what.size(), by);
}

// A planned campaign, an open batch, an account "minh" and one for each role.
struct RolesConsole : WholeConsole {
  RolesConsole() {
    batches.push_back({.name = "TRIAN-1", .state = "open", .letters = 1, .created = now});
    load_customers();
    plan();
    add_account("minh", "viewer");
    for (const Role role : kRoles) add_account(std::string(to_string(role)), std::string(to_string(role)));
  }

  void become(Role role) {
    cookies.clear();
    REQUIRE(log_in(std::string(to_string(role))).status == 303);
  }

  server::Response ask(const Row& row) {
    std::string address = row.pattern;
    const bool of_campaign = address.starts_with("/console/campaigns");
    const bool of_customer = address.starts_with("/console/customers");
    replace(address, "{id}", of_campaign ? "tri-an-2026" : of_customer ? customer() : "7");
    replace(address, "{name}", address.starts_with("/console/users") ? "minh" : "sms");
    replace(address, "{batch}", "TRIAN-1");
    replace(address, "{token}", "x9");
    replace(address, "{job}", "x9");
    if (row.method == std::string("GET")) return get_page(address);
    Fields fields = row.fields;
    for (auto& [name, value] : fields) {
      if (value == "{reference}") value = reference("PA05010000001", "sms");
      if (value == "{version}") value = std::to_string(world->reader()->customer("PA05010000001")->version);
    }
    if (row.file != nullptr)
      return send_file(address, row.file, "a.csv", "customer_code\nPA05010000009\n", fields);
    return post_page(address, fields);
  }

  // What an order leaves behind: not who has logged in, nor who has looked at a customer, which is written down whatever
  // the page says.
  std::vector<std::string> orders() {
    std::vector<std::string> out = audited();
    std::erase_if(out, [](const std::string& line) {
      return line.find(" console.log_in ") != std::string::npos ||
             line.find(" customer.show ") != std::string::npos;
    });
    for (const char* word : {"state", "approved_by"})
      out.push_back(boost::json::serialize(get("/api/v1/campaigns/tri-an-2026").document[word]));
    out.push_back(std::to_string(folder.files()));
    out.push_back(imported);
    return out;
  }

 private:
  std::string customer() { return std::to_string(world->reader()->customer("PA05010000001")->customer.id); }
};

bool leads_to_log_in(const server::Response& answer) {
  return answer.status == 303 && ConsoleFixture::header(answer, "Location") == "/console/log-in";
}

}  // namespace

TEST_CASE("every page of the console has a row in its matrix of roles, and every row a page") {
  const RolesConsole console;
  std::size_t pages = 0;
  for (const server::Route& route : console.router.routes()) {
    if (!is_page_of_console(route)) continue;
    INFO(route.method << " " << route.pattern);
    ++pages;
    CHECK(std::any_of(std::begin(kMatrix), std::end(kMatrix), [&](const Row& row) {
      return route.method == row.method && route.pattern == row.pattern;
    }));
  }
  CHECK(pages == std::size(kMatrix));
}

TEST_CASE("a page of the console refuses whoever may do less than it asks for, and does nothing for him") {
  RolesConsole console;
  const auto before = console.orders();
  for (const Role role : kRoles) {
    console.become(role);
    for (const Row& row : kMatrix) {
      if (role >= row.least) continue;
      INFO(row.method << " " << row.pattern << " as " << to_string(role));
      const auto answer = console.ask(row);
      CHECK(answer.status == 403);
      CHECK(answer.file.empty());
    }
  }
  CHECK(console.orders() == before);
}

TEST_CASE("a page of the console serves whoever may do what it asks for") {
  RolesConsole console;
  const auto before = console.orders();
  for (const Role role : kRoles) {
    console.become(role);
    for (const Row& row : kMatrix) {
      if (role < row.least) continue;
      INFO(row.method << " " << row.pattern << " as " << to_string(role));
      const auto answer = console.ask(row);
      CHECK(answer.status != 403);
      CHECK(answer.status < 500);
      const bool logs_out = row.pattern == std::string("/console/log-out");
      CHECK(leads_to_log_in(answer) == logs_out);
      if (logs_out) console.become(role);
    }
  }
  console.jobs->stop();
  // The orders were carried out: what the test before compares does change.
  CHECK(console.orders() != before);
}
