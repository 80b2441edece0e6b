#include "tests/daemon/server/api_fixture.hpp"

#include <unistd.h>

#include <fstream>
#include <iterator>
#include <mutex>
#include <stdexcept>

#include <SQLiteCpp/Statement.h>
#include <boost/json/parse.hpp>

#include "daemon/server/target.hpp"
#include "daemon/store/campaign_writer.hpp"
#include "daemon/store/channel_writer.hpp"
#include "daemon/store/customer_writer.hpp"
#include "daemon/store/database.hpp"

namespace triand::tests {
namespace {

using namespace std::chrono_literals;

const schedule::TimeZone& zone() {
  static const schedule::TimeZone kZone = schedule::TimeZone::find("Asia/Ho_Chi_Minh").value();
  return kZone;
}

std::chrono::system_clock::time_point december(unsigned day, std::chrono::minutes of_day) {
  return zone().at(std::chrono::year(2026) / 12 / day, of_day);
}

domain::Customer customer(std::string code, std::string name, std::string phone, std::string email) {
  domain::Customer out;
  out.code = std::move(code);
  out.full_name = std::move(name);
  out.phone = std::move(phone);
  out.email = std::move(email);
  out.unit = out.code.substr(0, out.code.starts_with("PM") ? 2 : 4);
  return out;
}

const char* const kSource = "campaign: tri-an\ntitle: Tri ân khách hàng\n";
const char* const kSummary =
    R"({"forecast":{"finishes_at":"2026-12-20T18:00:00+07:00","fits":true,"shortfall":0},)"
    R"("cost":{"planned":1700},"reasons":{"duplicate_customer":1}})";

}  // namespace

std::vector<std::string> keys_of(const boost::json::object& object) {
  std::vector<std::string> out;
  for (const auto& member : object) out.emplace_back(member.key());
  return out;
}

std::string as_text(const boost::json::value& value) { return std::string(value.as_string()); }

int Told::exit() const { return status < 400 ? 0 : static_cast<int>(document.at("exit").as_int64()); }

std::string Told::error() const { return text("error") + ": " + text("message") + " / " + text("hint"); }

std::vector<std::string> Told::keys() const { return keys_of(document); }

std::string Told::text(std::string_view name) const { return as_text(document.at(name)); }

ApiFixture::ApiFixture() : path(folder / "triand.db"), now(december(18, 8h)) {
  writer = std::make_unique<store::Writer>(store::open_for_writing(path), [](bool, const std::string&) {});
  jobs = std::make_unique<server::Jobs>(1, [](server::LogLevel, std::string_view, std::string_view) {});
  suppressions = std::make_unique<store::SuppressionDesk>(*writer, path, [this] { return now; });
  write([&](store::WriteSession& session) {
    store::put_units(session, {{"PA05", "Công ty Điện lực Bắc Giang"}, {"PM", "Công ty Điện lực Hải Dương"}});
    channels = store::put_channels(session, {{"sms", "sms"},
                                             {"mail", "email", domain::AddressKind::email},
                                             {"post", "letter", domain::AddressKind::postal},
                                             {"zalo", "zalo"}});
  });
  for (const auto& [name, kind] : std::vector<std::pair<std::string, std::string>>{
           {"sms", "sms"}, {"mail", "email"}, {"post", "letter"}, {"zalo", "zalo"}})
    service.channels.push_back({name, kind, "running", "", "", name == "sms" ? "100/s" : "", 0, {}});
  service.version = "0.1.0";
  service.started_at = december(18, 6h);
  service.database = "/var/lib/triand/triand.db";
  world = std::make_unique<server::ApiWorld>(server::ApiWorld{
      .writer = *writer,
      .jobs = *jobs,
      .suppressions = *suppressions,
      .zone = zone(),
      .spool = folder.path(),
      .now = [this] { return now; },
      .reader = [this] { return std::make_shared<store::Reader>(path); },
      .service = [this] { return service; },
      .changed = [this] { ++changes; },
      .obeyed = [this] { ++changes; },
      .check_campaign = [](const std::string& file, const std::string& text) -> server::Answer {
        boost::json::object out;
        out["schema"] = "triand.check/v1";
        out["problems"] = boost::json::array{file + ": " + text};
        return out;
      },
      .plan_campaign = [this](const std::string&, const std::string&, const server::Caller&,
                              server::Progress&) { return planned; },
      .preview = [this](const std::string&, const std::string&, const std::string&) { return preview; },
      .templates = [this](const std::string& message) { return templates(message); },
      .preview_text =
          [this](const server::TextOrder& order) {
            {
              static std::mutex one_at_a_time;  // some tests ask from several threads
              const std::lock_guard lock(one_at_a_time);
              text_order = order;
            }
            return preview_text(order);
          },
      .shortfall = [this](const store::CampaignRow&) { return shortfall; },
      .ask_late = [this](const store::CampaignRow&) { return late; },
      .needs_two_persons = [this](const store::CampaignRow&) { return two_persons; },
      .is_advertising = [this](const store::CampaignRow&) { return advertising; },
      .text_of = [](const store::DeliveryView& view) -> std::optional<server::DeliveryText> {
        return server::DeliveryText{"", "Tri ân", "Kính gửi " + view.customer_code, 1, "gsm7", ""};
      },
      .next_channel = [this](const store::DeliveryView&) { return next_channel; },
      .import_customers = [this](const server::ImportOrder& order, const server::Caller& who,
                                 server::Progress&) -> server::JobResult {
        std::ifstream in(order.path, std::ios::binary);
        imported = order.file + "|" + order.unit + "|" + (order.dry_run ? "dry" : "real") + "|" + who.name +
                   "|" + std::string(std::istreambuf_iterator<char>(in), {});
        import_order = order;
        boost::json::object out;
        out["import"] = "7";
        return out;
      },
      .rejects_file = [this](const std::string& import) -> std::optional<std::string> {
        if (import == "7") return folder / "rejects-7.csv";
        return std::nullopt;
      },
      .authorize =
          [this](const std::string& channel, const std::string& json) {
            authorized = channel + json;
            return authorize_fault;
          },
      .send_test = [](const std::string& channel, const std::string& to) -> server::Answer {
        boost::json::object out;
        out["channel"] = channel;
        out["to"] = to;
        return out;
      },
      .letters = [this] { return batches; },
      .release_letters = [this](const std::string&, const server::Progress&) -> std::optional<std::string> {
        return release_fault;
      }});
  server::add_api(router, *world);
}

void ApiFixture::load(const std::vector<domain::Customer>& customers) {
  write([&](store::WriteSession& session) {
    const std::int64_t import = store::begin_import(session, "list.csv", "an", now);
    if (store::put_customers(session, import, customers, now).size() != customers.size())
      throw std::logic_error("not every customer was put");
    store::finish_import(session, import, "done", "{}", now);
  });
}

void ApiFixture::load_customers() {
  domain::Customer an = customer("PA05010000001", "Nguyễn Văn An", "+84912345678", "an@example.vn");
  an.address = "12 Trần Phú";
  an.segment = "household";
  an.extra = {{"gift", "lịch"}};
  load({an, customer("PA05010000002", "Trần Bình", "", "binh@example.vn"),
        customer("PA05010000003", "Lê Chi", "+84912345678", ""),
        customer("PM05010000004", "Phạm Dung", "+84987654321", "")});
}

std::int64_t ApiFixture::plan(const std::string& id) {
  const auto reader = world->reader();
  const auto recipient = [&](const std::string& code, const std::string& channel) {
    const auto stored = reader->customer(code).value();
    store::NewRecipient out;
    out.customer = stored.customer.id;
    out.unit = stored.unit;
    out.route = 0;
    if (!channel.empty()) out.deliveries = {{channels.at(channel), 0, 1}};
    return out;
  };
  std::vector<store::NewRecipient> recipients = {
      recipient("PA05010000001", "sms"), recipient("PA05010000002", "mail"), recipient("PA05010000003", ""),
      recipient("PM05010000004", "sms")};
  recipients[2].bucket = domain::RecipientState::duplicate;
  recipients[2].reason = domain::Reason::duplicate_customer;
  recipients[2].detail = "PA05010000001";
  return write([&](store::WriteSession& session) {
    const std::int64_t row = store::begin_plan(session,
                                               {.name = id,
                                                .file = "tri-an.yaml",
                                                .source = kSource,
                                                .opens_at = december(18, 7h + 30min),
                                                .closes_at = december(21, 20h + 30min),
                                                .window_text = "2026-12-18 2026-12-21 07:30-20:30",
                                                .who = "an"},
                                               now);
    store::add_recipients(session, row, recipients, now);
    store::pin_messages(
        session, row,
        std::vector<store::PinnedMessage>{{channels.at("sms"), "vi", "text", "sms.txt", "x"},
                                          {channels.at("mail"), "vi", "body", "body.txt", "x"},
                                          {channels.at("post"), "vi", "text", "l.txt", "x"}});
    store::finish_plan(session, row, kSummary, 1700);
    return row;
  });
}

std::int64_t ApiFixture::run(const std::string& id) {
  const std::int64_t row = plan(id);
  write([&](store::WriteSession& session) {
    store::approve_campaign(session, id, "lan", true, now);
    store::set_running(session, row);
  });
  return row;
}

std::vector<store::ClaimedDelivery> ApiFixture::send(std::int64_t campaign, const std::string& channel,
                                                     domain::DeliveryEvent event, domain::Reason reason,
                                                     const std::string& detail) {
  return write([&](store::WriteSession& session) {
    const auto claimed = store::claim(
        session,
        {.campaign = campaign, .channel = channels.at(channel), .limit = 100, .day = 20261218, .now = now});
    for (const store::ClaimedDelivery& delivery : claimed.deliveries) {
      store::AttemptRecord record;
      record.delivery = delivery.id;
      record.lease = delivery.lease;
      record.event = event;
      record.reason = reason;
      record.code = "100";
      record.provider_id = "gw-1";
      record.detail = detail;
      record.at = now;
      record.latency_ms = 42;
      record.now = now;
      record.cost = 850;
      record.customer_version = delivery.customer.version;
      store::record_attempt(session, record);
    }
    return claimed.deliveries;
  });
}

Told ApiFixture::run_route(server::Request& request, const std::string& target) {
  const auto parsed = server::target_from(target);
  if (!parsed) throw std::logic_error("not a target: " + target);
  const auto match = router.match(request.method, *parsed, &caller, false);
  Told told;
  if (match.route == nullptr) {
    told.response = match.refusal;
  } else {
    request.path = parsed->path;
    request.parameters = match.parameters;
    request.query = parsed->query;
    request.query_text = parsed->query_text;
    request.caller = caller;
    told.response = match.route->handler(request);
  }
  told.status = told.response.status;
  if (!told.response.body.empty() && told.response.content_type == "application/json")
    told.document = boost::json::parse(told.response.body).as_object();
  return told;
}

Told ApiFixture::ask(const std::string& method, const std::string& target, const std::string& body) {
  server::Request request;
  request.method = method;
  request.body = body;
  return run_route(request, target);
}

Told ApiFixture::upload(const std::string& target, const std::string& body) {
  server::Request request;
  request.method = "POST";
  request.upload_file = folder / "upload-1";
  std::ofstream(request.upload_file, std::ios::binary) << body;
  const Told told = run_route(request, target);
  // As the server does with what the handler has not kept.
  if (!request.upload_file.empty()) ::unlink(request.upload_file.c_str());
  return told;
}

boost::json::object ApiFixture::job_end(const std::string& id) {
  const auto end = std::chrono::steady_clock::now() + 60s;
  while (std::chrono::steady_clock::now() < end) {
    auto document = jobs->document(id).value();
    if (document.at("state") != "running") return document;
    std::this_thread::yield();
  }
  throw std::runtime_error("the job did not end");
}

std::string ApiFixture::reference(const std::string& code, const std::string& channel,
                                  const std::string& campaign) {
  const auto reader = world->reader();
  for (const auto& view : reader->deliveries_of(reader->customer(code).value().customer.id))
    if (view.channel == channel && view.campaign == campaign) return view.reference;
  throw std::logic_error("no such delivery");
}

std::vector<std::string> ApiFixture::audited() {
  const auto database = store::open_for_reading(path);
  SQLite::Statement rows(*database,
                         "SELECT who || ' ' || action || ' ' || subject || ' ' || reason FROM audit");
  std::vector<std::string> out;
  while (rows.executeStep()) out.push_back(rows.getColumn(0).getString());
  return out;
}

}  // namespace triand::tests
