#include "daemon/app/text_preview.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json/array.hpp>

#include "daemon/app/message_samples.hpp"
#include "daemon/app/preview_document.hpp"
#include "daemon/app/template_files.hpp"
#include "daemon/plan/law.hpp"
#include "templates/field_names.hpp"
#include "templates/message.hpp"
#include "templates/message_source.hpp"
#include "templates/shorten.hpp"

namespace triand::app {
namespace {

using templates::MessageForm;
using templates::MessageSource;

constexpr std::size_t kLookedAt = 300;
constexpr std::size_t kMostProblems = 50;
constexpr std::size_t kLongestLine = 200;        // of a line that is shown beside its fault, in characters
constexpr std::size_t kLongestFilled = 300'000;  // bytes of one message
// What stands for the campaign's title until there is one.
constexpr const char* kNoTitle = "(campaign_title)";

struct Text {
  const char* part;
  const char* name;  // by which the order calls it
  std::string_view words;
};

// The parts of the message, each told of under the order's own name for it.
std::optional<MessageSource> source_of(MessageForm form, const server::TextOrder& order,
                                       config::Problems& problems) {
  std::vector<Text> texts;
  if (form == MessageForm::email) {
    texts = {{"subject", "subject", order.subject}, {"body", "text", order.text}};
    if (!order.html.empty()) texts.push_back({"html", "html", order.html});
  } else {
    texts = {{form == MessageForm::zalo ? "zalo" : "text", "text", order.text}};
  }
  MessageSource out{form, {}};
  for (const Text& text : texts)
    if (auto part = templates::message_part(text.part, text.name, std::string(text.words), problems))
      out.parts.push_back(std::move(*part));
  if (out.parts.size() < texts.size()) return std::nullopt;
  return out;
}

// What stands on that line of the part, so that a fault can be seen beside it.
std::string line_of(const MessageSource& source, const config::Problem& problem) {
  const auto part = std::ranges::find(source.parts, problem.file, &templates::MessagePart::file);
  if (part == source.parts.end() || problem.line < 1) return {};
  std::string_view left = part->text;
  for (int line = 1; line < problem.line && !left.empty(); ++line)
    left.remove_prefix(std::min(left.find('\n'), left.size() - 1) + 1);
  return templates::shorten(left.substr(0, left.find('\n')), kLongestLine);
}

boost::json::array problems_of(const MessageSource& source, const config::Problems& problems) {
  boost::json::array out;
  for (const config::Problem& problem : problems) {
    if (out.size() == kMostProblems) break;
    out.push_back(boost::json::object{{"part", problem.file},
                                      {"line", problem.line},
                                      {"key", problem.key},
                                      {"message", problem.message},
                                      {"source", line_of(source, problem)}});
  }
  return out;
}

plan::PlanBasis basis_of(const Settings& settings, const plan::ChannelFacts& facts,
                         const server::TextOrder& order, std::vector<std::string> extra_columns,
                         schedule::WallTime now) {
  plan::PlanBasis out;
  out.campaign.title = order.title.empty() ? kNoTitle : order.title;
  out.campaign.kind =
      order.advertising ? domain::Campaign::Class::advertising : domain::Campaign::Class::care;
  out.campaign.hotline = settings.hotline;
  out.year = int(settings.zone->local(now).day.year());
  out.channels = {facts};
  out.messages.resize(1);
  out.extra_columns = std::move(extra_columns);
  out.units = settings.units;
  return out;
}

// Of what the rules say that which is about the text; the rest is the campaign file's.
boost::json::array warnings_of(const plan::PlanBasis& basis, const MessageSource& source,
                               const Settings& settings) {
  std::vector<plan::MessageText> texts;
  for (const templates::MessagePart& part : source.parts)
    texts.push_back({basis.channels.front().name, part.file, part.name, part.text});
  boost::json::array out;
  for (const plan::LawFinding& finding : plan::read_law(basis, texts, settings.law, settings.hotline)) {
    if (finding.file.empty() || out.size() == kMostProblems) continue;
    out.push_back(boost::json::object{{"rule", finding.rule},
                                      {"file", finding.file},
                                      {"line", finding.line},
                                      {"message", finding.message}});
  }
  return out;
}

std::size_t size_of(const templates::FilledMessage& filled) {
  std::size_t out = filled.text.size() + filled.html.size() + filled.subject.size();
  for (const auto& [name, value] : filled.data) out += value.size();
  return out;
}

struct Picked {
  std::string pick;
  std::string customer_code;
};

std::vector<Picked> pick_examples(const plan::PlanBasis& basis, store::Reader& reader,
                                  std::chrono::milliseconds patience, boost::json::object& document) {
  MessageSamples samples(basis, {}, 1);
  const auto until = std::chrono::steady_clock::now() + patience;
  std::size_t looked_at = 0;
  std::vector<Picked> out;
  std::string first;
  reader.for_each_customer([&](const store::StoredCustomer& customer) {
    if (first.empty()) first = customer.customer.code;
    samples.look(customer.customer);
    return ++looked_at < kLookedAt && std::chrono::steady_clock::now() < until;
  });
  for (const MessageSample& sample : samples.all()) out.push_back({sample.pick, sample.customer_code});
  // Nobody could be written to: one shows why.
  if (out.empty() && !first.empty()) out.push_back({"random", first});
  boost::json::object left_out;
  for (const auto& [column, count] : samples.left_out()) left_out[column] = count;
  document["looked_at"] = looked_at;
  document["left_out"] = std::move(left_out);
  return out;
}

}  // namespace

server::Answer preview_text(const Settings& settings, store::Reader& reader, const server::TextOrder& order,
                            schedule::WallTime now, std::chrono::milliseconds patience) {
  const auto channel = std::ranges::find(settings.channels, order.channel,
                                         [](const ChannelSettings& one) { return one.facts.name; });
  if (channel == settings.channels.end())
    return server::ApiError{5, "no-such-channel", "there is no channel " + order.channel,
                            "`trianctl channels list` lists them"};
  const plan::ChannelFacts& facts = channel->facts;
  boost::json::object out{{"schema", "triand.text_preview/v1"},
                          {"channel", facts.name},
                          {"kind", facts.kind},
                          {"form", form_word(facts.form)}};
  config::Problems problems;
  const auto source = source_of(facts.form, order, problems);
  plan::PlanBasis basis = basis_of(settings, facts, order, reader.extra_columns(), now);
  std::optional<templates::Message> message;
  if (source)
    message =
        templates::Message::compile(*source, templates::FieldNames::standard(basis.extra_columns), problems);
  out["problems"] = problems_of(source.value_or(MessageSource{facts.form, {}}), problems);
  out["problems_in_all"] = problems.size();
  out["warnings"] = source ? warnings_of(basis, *source, settings) : boost::json::array();
  boost::json::array samples;
  if (message) {
    basis.messages.front().emplace("vi", std::move(*message));
    std::vector<Picked> picked;
    for (const std::string& code : order.customers) picked.push_back({"named", code});
    if (picked.empty()) picked = pick_examples(basis, reader, patience, out);
    for (const Picked& one : picked) {
      const auto customer = reader.customer(one.customer_code);
      if (!customer) continue;  // removed a moment ago
      const plan::Preview preview = plan::preview(basis, customer->customer).front();
      const templates::FilledMessage& filled = preview.composed.message;
      if (size_of(filled) > kLongestFilled)
        return server::ApiError{2, "too-large", "the text, once it is filled, is far too long for a message",
                                "leave some of it out"};
      boost::json::object shown = preview_message(basis, preview);
      if (!filled.html.empty()) shown["html"] = filled.html;
      samples.push_back(boost::json::object{{"pick", one.pick},
                                            {"customer_code", one.customer_code},
                                            {"messages", boost::json::array{std::move(shown)}}});
    }
  }
  out["samples"] = std::move(samples);
  return out;
}

}  // namespace triand::app
