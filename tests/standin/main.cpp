// triand-standin: imitates the gateways for the demo and for tests, and makes up customer lists.
#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <memory>
#include <regex>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "tests/standin/customers/write_list.hpp"
#include "tests/standin/net/endpoint.hpp"
#include "tests/standin/ports_file.hpp"
#include "tests/standin/standin.hpp"

namespace {

using namespace triand::standin;

constexpr int kUsage = 2;

struct ServeOptions {
  Settings settings;
  std::string listen = "127.0.0.1:0";
  std::string smtp = "127.0.0.1:0";
  std::string smpp = "127.0.0.1:0";
  SmscSettings smsc;
  std::string ports_file;
  std::string rules_file;
  std::vector<std::string> templates;
  ZaloTokens::Pair tokens;
};

struct CustomersOptions {
  std::uint64_t count = 0;
  CustomerList::Options list;
  std::string units_file;
  std::string output;
};

template <class Duration>
void add_milliseconds(CLI::App& app, const std::string& name, Duration& target, const std::string& help) {
  app.add_option_function<std::int64_t>(
         name, [&target](const std::int64_t& value) { target = Duration(value); }, help)
      ->type_name("MS")
      ->check(CLI::NonNegativeNumber);
}

void add_serve_options(CLI::App& app, ServeOptions& options) {
  Settings& settings = options.settings;
  app.add_option("--listen", options.listen, "HTTP address; port 0 takes a free one")->capture_default_str();
  app.add_option("--smtp", options.smtp, "SMTP address; port 0 takes a free one")->capture_default_str();
  app.add_option("--smpp", options.smpp, "SMPP address; port 0 takes a free one")->capture_default_str();
  app.add_option("--ports-file", options.ports_file,
                 "write {\"http\":N,\"smtp\":N,\"smpp\":N} there once listening");
  app.add_option("--rules", options.rules_file, "misbehaviour, a JSON array; also PUT /rules");
  app.add_flag("--fast", settings.fast, "for benches: no checks, rules or receipts");
  add_milliseconds(app, "--receipt-delay", settings.receipt_delay, "between a message and its receipt");
  add_milliseconds(app, "--smtp-hang", settings.smtp_hang, "how late hang* addresses are answered");
  app.add_option("--esms-api-key", settings.esms.api_key, "the only ApiKey taken");
  app.add_option("--esms-secret-key", settings.esms.secret_key, "the only SecretKey taken");
  app.add_option("--esms-brandname", settings.esms.brandnames, "a Brandname that exists; without it all do");
  app.add_option("--esms-template", settings.esms.template_pattern,
                 "regular expression texts must match, else 146");
  app.add_option("--esms-unregistered", settings.esms.unregistered_prefixes, "prefix (052) that earns 177");
  add_milliseconds(app, "--esms-callback-timeout", settings.esms.callback_timeout, "for one callback");
  add_milliseconds(app, "--esms-callback-retry", settings.esms.callback_retry,
                   "before each of five more tries");
  SmsSettings& sms = settings.sms;
  app.add_option("--speedsms-webhook", sms.speedsms_webhook, "where SpeedSMS reports go");
  app.add_option("--speedsms-requests", sms.speedsms_requests, "requests that SpeedSMS takes in its window")
      ->capture_default_str();
  add_milliseconds(app, "--speedsms-window", sms.speedsms_window, "length of that window");
  add_milliseconds(app, "--fpt-token-life", sms.fpt_token_life, "after which FPT answers 1013");
  add_milliseconds(app, "--vietguys-token-life", sms.vietguys_token_life, "of a VietGuys access token");
  app.add_option("--zalo-app-id", settings.zalo.app_id, "the only app id taken by the token service");
  app.add_option("--zalo-app-secret", settings.zalo.app_secret,
                 "the only secret_key taken by the token service");
  app.add_option("--zalo-access-token", options.tokens.access_token, "valid from the start");
  app.add_option("--zalo-refresh-token", options.tokens.refresh_token, "valid from the start");
  app.add_option("--zalo-daily-quota", settings.zalo.daily_quota, "messages a day")->capture_default_str();
  app.add_option("--zalo-template", options.templates,
                 "ID:name=30,other=200; without it all numbers are templates");
  app.add_option("--zalo-administrator", settings.zalo.administrators, "84… that development mode reaches");
  app.add_option("--zalo-webhook", settings.zalo_webhook.url, "where delivery events go");
  app.add_option("--zalo-webhook-app-id", settings.zalo_webhook.app_id, "app_id in delivery events");
  app.add_option("--zalo-oa-secret-key", settings.zalo_webhook.oa_secret_key, "signs delivery events");
  app.add_option("--website-webhook", settings.website_webhook, "where the portal tells what was seen");
  app.add_option("--website-secret", settings.website_secret, "whsec_…: notices must be signed with it");
}

void add_smsc_options(CLI::App& app, SmscSettings& smsc) {
  app.add_option("--smpp-system-id", smsc.system_id, "the only system_id taken");
  app.add_option("--smpp-password", smsc.password, "the only password taken");
  app.add_option("--smpp-window", smsc.window, "submit_sm that a session may have unanswered");
  app.add_option("--smpp-rate", smsc.rate, "submit_sm a second, more are throttled");
  app.add_option("--smpp-sessions", smsc.sessions, "that may be bound at once");
  app.add_option("--smpp-ids", smsc.ids, "how ids are written")
      ->check(CLI::IsMember({"decimal", "hex_answer", "hex_receipt", "padded"}));
  app.add_option("--smpp-receipts", smsc.receipts, "how receipts are written")
      ->check(CLI::IsMember({"both", "parameters", "text", "loose"}));
  app.add_flag("--smpp-unknown-first", smsc.unknown_first, "each receipt follows one that says UNKNOWN");
  app.add_option("--smpp-unbind-after", smsc.unbind_after,
                 "unbind on the session of each so-manieth submit_sm");
  add_milliseconds(app, "--smpp-enquire", smsc.enquire, "between the server's enquire_link");
  add_milliseconds(app, "--smpp-receipt-repeat", smsc.repeat, "before a refused receipt is told again");
}

void add_customers_options(CLI::App& app, CustomersOptions& options) {
  app.add_option("--count", options.count, "rows")->required();
  app.add_option("--seed", options.list.seed, "another one gives another list")->capture_default_str();
  app.add_option("--units", options.units_file, "a units.csv instead of the 27 built in");
  app.add_option("--output", options.output, "file; standard output without it");
  app.add_option("--faults", options.list.fault_percent, "percent of telephones that are damaged")
      ->check(CLI::Range(0, 100));
}

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  if (!file) throw std::invalid_argument(fmt::format("cannot read the rules file {}", path));
  return text;
}

int serve(ServeOptions& options) {
  for (const std::string& text : options.templates) {
    auto parsed = parse_template(text);
    if (!parsed)
      throw std::invalid_argument(fmt::format("--zalo-template {}: write ID:name=30,other=200", text));
    options.settings.zalo.templates.push_back(*parsed);
  }
  ParsedRules rules;
  if (!options.rules_file.empty()) rules = parse_rules(read_file(options.rules_file));
  if (!rules.problems.empty()) {
    throw std::invalid_argument(fmt::format("{}: {}", options.rules_file, fmt::join(rules.problems, "; ")));
  }
  options.smsc.receipt_delay = options.settings.receipt_delay;
  Standin standin(std::move(options.settings), options.listen, options.smtp, options.smsc, options.smpp);
  Service& service = standin.service();
  service.rules().replace(std::move(rules.rules));
  if (!options.tokens.access_token.empty() || !options.tokens.refresh_token.empty()) {
    service.tokens().set(options.tokens, std::chrono::system_clock::now());
  }
  if (!options.ports_file.empty())
    write_ports_file(options.ports_file, standin.http_port(), standin.smtp_port(), standin.smpp_port());
  fmt::print("triand-standin ready: http {} smtp {} smpp {}\n", standin.http_port(), standin.smtp_port(),
             standin.smpp_port());
  std::fflush(stdout);
  standin.run(true);
  return 0;
}

int make_customers(CustomersOptions& options) {
  if (!options.units_file.empty()) options.list.areas = areas_from_file(options.units_file);
  std::FILE* file = options.output.empty() ? stdout : std::fopen(options.output.c_str(), "wb");
  if (file == nullptr)
    throw std::system_error(errno, std::generic_category(), "cannot write " + options.output);
  write_list(file, options.count, CustomerList(options.list));
  if (file != stdout && std::fclose(file) != 0) {
    throw std::system_error(errno, std::generic_category(), "cannot write " + options.output);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Imitates the gateways that triand sends through");
  app.require_subcommand(1);
  ServeOptions serve_options;
  CustomersOptions customers_options;
  CLI::App* serve_command = app.add_subcommand("serve", "run the gateways until SIGTERM");
  CLI::App* customers_command = app.add_subcommand("customers", "write a made-up customer list as CSV");
  add_serve_options(*serve_command, serve_options);
  add_smsc_options(*serve_command, serve_options.smsc);
  add_customers_options(*customers_command, customers_options);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& wanted) {
    return app.exit(wanted);
  } catch (const CLI::ParseError& error) {
    fmt::print(stderr, "triand-standin: {}\n", error.what());
    return kUsage;
  }
  try {
    return serve_command->parsed() ? serve(serve_options) : make_customers(customers_options);
  } catch (const std::exception& error) {
    fmt::print(stderr, "triand-standin: {}\n", error.what());
    return kUsage;
  }
}
