#include "daemon/server/console/template_pages.hpp"

#include <algorithm>
#include <utility>

#include <boost/json/array.hpp>

#include "daemon/domain/blank.hpp"
#include "daemon/server/console/bench_page.hpp"
#include "daemon/server/console/document_text.hpp"
#include "daemon/server/console/refusal_page.hpp"
#include "daemon/server/console/templates_page.hpp"

namespace triand::server {
namespace {

constexpr const char* kRoute = "/api/v1/templates";
constexpr const char* kPreviewRoute = "/api/v1/templates/preview";
// What a campaign is called that is yet to be written.
constexpr const char* kUsualTitle = "Tri ân khách hàng";
constexpr std::string_view kDownload = "download-";

Response list(const ApiDoor& api, Visit& visit) {
  visit.frame.here = kTemplatesAddress.text();
  const ApiAnswer answer = api.ask(visit.caller, "GET", kRoute);
  if (!answer.ok()) return refusal_page(visit.frame, answer.error(), answer.status);
  return templates_page(visit.frame, answer.document);
}

// The form of the channel's messages; empty: there is no such channel.
std::string form_of(const boost::json::object& templates, const std::string& channel) {
  for (const auto& item : items_of(templates, "channels"))
    if (text_of(item.as_object(), "channel") == channel) return text_of(item.as_object(), "form");
  return {};
}

// The first channel that can send the message; of a new one the first that there is.
std::string usual_channel(const boost::json::object& templates, const std::string& message) {
  for (const auto& item : items_of(templates, "messages")) {
    const boost::json::array& channels = items_of(item.as_object(), "channels");
    if (text_of(item.as_object(), "message") == message && !channels.empty())
      return std::string(channels.front().as_string());
  }
  const boost::json::array& channels = items_of(templates, "channels");
  return channels.empty() ? std::string() : text_of(channels.front().as_object(), "channel");
}

// Whose role is limited to units names a customer of theirs first.
BenchAnswer preview(const ApiDoor& api, const Visit& visit, const BenchText& bench) {
  BenchAnswer out;
  if (visit.frame.limited && bench.customer.empty()) return out;
  boost::json::object body{{"channel", bench.channel}, {"text", bench.text},
                           {"subject", bench.subject}, {"html", bench.html},
                           {"title", bench.title},     {"advertising", bench.advertising}};
  if (!bench.customer.empty()) body["customers"] = boost::json::array{bench.customer};
  ApiAnswer answer = api.ask(visit.caller, "POST", kPreviewRoute, body);
  out.status = answer.status;
  if (answer.ok()) {
    out.preview = std::move(answer.document);
  } else {
    out.refusal = answer.error();
  }
  return out;
}

Response no_channel(const Visit& visit, const std::string& channel) {
  const ApiError error{5, "no-such-channel", "there is no channel " + channel, ""};
  return refusal_page(visit.frame, error, error.status());
}

Response open_bench(const ApiDoor& api, const Request& request, Visit& visit) {
  BenchText bench;
  bench.message = std::string(request.asked("message"));
  bench.channel = std::string(request.asked("channel"));
  visit.frame.here = kTemplatesAddress.text();
  const ApiAnswer answer =
      api.ask(visit.caller, "GET", address_of({"api", "v1", "templates"}, {{"message", bench.message}}));
  if (!answer.ok()) return refusal_page(visit.frame, answer.error(), answer.status);
  if (bench.channel.empty()) bench.channel = usual_channel(answer.document, bench.message);
  bench.form = form_of(answer.document, bench.channel);
  if (bench.form.empty()) return no_channel(visit, bench.channel);
  visit.frame.here = bench_address(bench.message, bench.channel);
  const boost::json::object& texts = part_of(answer.document, "texts");
  bench.text = text_of(texts, "text");
  bench.subject = text_of(texts, "subject");
  bench.html = text_of(texts, "html");
  bench.title = kUsualTitle;
  // Nothing was written yet, so nothing is wrong yet.
  const BenchAnswer shown = bench.message.empty() ? BenchAnswer() : preview(api, visit, bench);
  return bench_page(visit.frame, bench, shown, answer.document);
}

// The text goes back as a file, as it was typed.
Response download(const BenchText& bench, const std::string& part) {
  const std::string& text = part == "subject" ? bench.subject : part == "html" ? bench.html : bench.text;
  Response response = Response::text(text.ends_with('\n') ? text : text + "\n");
  response.headers.emplace_back("Content-Disposition",
                                "attachment; filename=\"" + bench_file(bench, part) + "\"");
  return response;
}

Response take(const ApiDoor& api, Visit& visit) {
  BenchText bench;
  bench.message = visit.form.value("message");
  bench.channel = visit.form.value("channel");
  bench.text = with_plain_lines(visit.form.take("text"));
  bench.subject = std::string(domain::trim(visit.form.value("subject")));
  bench.html = with_plain_lines(visit.form.take("html"));
  bench.title = std::string(domain::trim(visit.form.value("title")));
  bench.customer = std::string(domain::trim(visit.form.value("customer")));
  bench.advertising = visit.form.value("advertising") == "1";
  visit.frame.here = kTemplatesAddress.text();
  const ApiAnswer templates = api.ask(visit.caller, "GET", kRoute);
  if (!templates.ok()) return refusal_page(visit.frame, templates.error(), templates.status);
  bench.form = form_of(templates.document, bench.channel);
  if (bench.form.empty()) return no_channel(visit, bench.channel);
  const std::string act = visit.form.value("act");
  if (act.starts_with(kDownload)) return download(bench, act.substr(kDownload.size()));
  visit.frame.here = bench_address(bench.message, bench.channel);
  return bench_page(visit.frame, bench, preview(api, visit, bench), templates.document);
}

}  // namespace

void add_template_pages(const PageDesk& desk) {
  const ApiDoor& api = desk.api;
  desk.add("GET", std::string(kTemplatesAddress.text()),
           [&api](Request&, Visit& visit) { return list(api, visit); });
  desk.add_slow("GET", std::string(kBenchAddress.text()),
                [&api](Request& request, Visit& visit) { return open_bench(api, request, visit); });
  desk.add_slow("POST", std::string(kBenchAddress.text()),
                [&api](Request&, Visit& visit) { return take(api, visit); });
}

}  // namespace triand::server
