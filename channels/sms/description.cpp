#include "channels/sms/description.hpp"

#include <algorithm>
#include <exception>
#include <utility>

#include <boost/url/parse.hpp>

#include "channels/curl/header_list.hpp"
#include "channels/sms/json_text.hpp"
#include "config/yaml_value.hpp"

namespace triand::channels {
namespace {

void read_headers(config::Block& request, Description& out) {
  config::Block headers = request.child_or_empty("headers");
  for (const std::string& name : headers.keys()) {
    PlaceholderText value = PlaceholderText::read(headers, name, kAccountValues);
    try {
      (void)HeaderList::make({{name, ""}});
    } catch (const std::exception& wrong) {
      headers.complain(name, wrong.what());
    }
    out.headers.push_back({name, std::move(value)});
  }
}

void read_path(config::Block& request, Description& out) {
  const std::string text = request.text("path");
  out.path = PlaceholderText::read(request, "path", {Placeholder::sender, Placeholder::credentials},
                                   TextForm::address);
  // Its placeholders stand for themselves: only what is around them is looked at.
  std::string shape = text;
  std::ranges::replace_if(
      shape, [](char c) { return c == '$' || c == '{' || c == '}'; }, '_');
  if (!text.empty() && boost::urls::parse_origin_form(shape).has_error())
    request.complain("path", "expected a path that starts with /, such as /send");
}

void read_unicode(config::Block& request, Description& out) {
  if (!request.has("unicode")) return;
  const std::vector<std::string> words = request.list("unicode");
  if (words.size() == 2)
    std::ranges::copy(words, out.unicode_words);
  else
    request.complain("unicode", "expected two words, for plain texts and for others, such as [\"0\", \"8\"]");
}

void read_soap(config::Block& request, Description& out) {
  config::Block soap = request.child("soap");
  std::string space;
  append_text(TextForm::xml, soap.text("namespace"), space);
  const std::string operation = soap.text("operation");
  out.soap = Description::Soap{
      R"(<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:impl=")" + space +
          R"("><soapenv:Header/><soapenv:Body><impl:)" + operation + ">",
      "</impl:" + operation + "></soapenv:Body></soapenv:Envelope>"};
}

void read_format(config::Block& request, Description& out) {
  out.get = request.choice("method", {"POST", "GET"}) == 1;
  if (out.get) {
    out.format = BodyFormat::form;
    request.choice("format", {"query"}, 0);
    return;
  }
  constexpr BodyFormat kFormats[] = {BodyFormat::json, BodyFormat::form, BodyFormat::multipart,
                                     BodyFormat::xml, BodyFormat::xml};
  const std::size_t word = request.choice("format", {"json", "form", "multipart", "xml", "soap"});
  out.format = kFormats[word];
  if (word == 3) out.field = request.text("field", "");
  if (word == 4) read_soap(request, out);
}

void read_batch(config::Block& file, Description& out, std::string& each) {
  if (!file.has("batch")) return;
  config::Block block = file.child("batch");
  each = block.text("each");
  out.batch.max = static_cast<std::size_t>(block.integer("max", 2, 1024));
  out.batch.wait = block.duration("wait", out.batch.wait);
  if (out.batch.wait > std::chrono::seconds(1))
    block.complain("wait", "is longer than 1s: messages must not wait that long; give less");
}

void read_request(config::Block& file, Description& out) {
  config::Block request = file.child("request");
  read_format(request, out);
  read_path(request, out);
  constexpr PhoneForm kForms[] = {PhoneForm::national, PhoneForm::international,
                                  PhoneForm::international_plus};
  out.phone = kForms[request.choice("phone", {"0", "84", "+84"})];
  read_unicode(request, out);
  read_headers(request, out);
  std::string each;
  read_batch(file, out, each);
  const char* const key = out.get ? "query" : "body";
  out.body = BodyTemplate::read(request, key, {.format = out.format, .known = kMessageValues, .each = each});
  if (!request.has(key)) return;
  if (!out.body.uses(Placeholder::phone))
    request.complain(key, "has no ${phone}: nobody would be told anything");
  if (!out.body.uses(Placeholder::text) && !out.body.uses(Placeholder::text_base64))
    request.complain(key, "has no ${text}: nobody would be told anything");
  if (out.batch.max > 1 && out.body.shares(Placeholder::phone))
    request.complain(key, "has ${phone} outside of `" + each + "`: only the first of a batch would be told");
  if (out.batch.max > 1 && out.body.shares(Placeholder::reference))
    request.complain(key, "has ${reference} outside of `" + each + "`: a batch has one for each message");
}

void read_idempotency(config::Block& file, Description& out) {
  if (!file.has("idempotency")) return;
  config::Block block = file.child("idempotency");
  const std::string field = block.text("field");
  out.recognises = block.duration("recognises");
  if (!field.empty() && !out.body.field_uses(field, Placeholder::reference))
    block.complain("field", "the field " + field + " of request.body does not carry ${reference}");
}

// Tokens have a value only where one is kept.
void check_tokens(config::Block& file, const Description& out) {
  const bool session = out.auth.kind == AuthRules::Kind::oauth;
  if (out.uses(Placeholder::token) && !out.auth.keeps_token())
    file.complain("request",
                  "has ${auth.token}, and `auth` names no way to get one; add oauth, refresh or jwt");
  if (out.uses(Placeholder::session) && !session)
    file.complain("request", "has ${auth.session}, which only `auth: {kind: oauth}` makes");
  if (out.auth.keeps_token() && !out.uses(Placeholder::token))
    file.complain("auth", "its token is used nowhere; write ${auth.token} into a header or the body");
}

void check_replies(config::Block& file, const Description& out) {
  if (out.batch.max > 1 && !out.reply.has_items() && !out.reply.has_refused_phones())
    file.complain("batch",
                  "nothing tells which message of a batch was taken; add reply.items or "
                  "reply.refused_phones, or send one message a request");
  if (out.reply.has_items() && out.batch.max == 1 && !out.body.uses(Placeholder::phone))
    file.complain("reply", "has items, and a request has one message");
}

// `found`: the problems of the file's block, and of nothing else so far.
std::shared_ptr<const Description> read_description(config::Block file, config::Problems& found,
                                                    config::Problems& problems) {
  auto out = std::make_shared<Description>();
  file.text("title", "");
  out->endpoint = file.text("endpoint");
  if (const std::string fault = endpoint_fault(out->endpoint); !fault.empty() && file.has("endpoint"))
    file.complain("endpoint", fault);
  while (out->endpoint.ends_with('/')) out->endpoint.pop_back();
  read_request(file, *out);
  out->auth = AuthRules::read(file);
  out->pacing = file.rate("pacing");
  out->reply = ReplyRules::read(file);
  read_idempotency(file, *out);
  out->receipt = ReceiptRules::read(file);
  out->poll = PollRules::read(file);
  out->limits = read_limits(file);
  check_tokens(file, *out);
  check_replies(file, *out);
  file.complain_unused();
  for (config::Problem& problem : found)
    // Two channels may share a description.
    if (std::find(problems.begin(), problems.end(), problem) == problems.end())
      problems.push_back(std::move(problem));
  return found.empty() ? out : nullptr;
}

}  // namespace

std::shared_ptr<const Description> Description::load(const std::string& path, config::Problems& problems) {
  config::Problems found;
  return read_description(config::Block::load(path, found), found, problems);
}

std::shared_ptr<const Description> Description::parse(std::string_view text, const std::string& name,
                                                      config::Problems& problems) {
  config::Problems found;
  return read_description(config::Block::parse(text, name, found), found, problems);
}

bool Description::uses(Placeholder name) const {
  return body.uses(name) || path.uses(name) ||
         std::any_of(headers.begin(), headers.end(),
                     [name](const Header& header) { return header.value.uses(name); });
}

std::set<std::string> Description::credentials() const {
  std::set<std::string> names;
  body.collect_credentials(names);
  path.collect_credentials(names);
  for (const Header& header : headers) header.value.collect_credentials(names);
  auth.collect_credentials(names);
  receipt.collect_credentials(names);
  poll.collect_credentials(names);
  return names;
}

bool Description::reports_by_id_alone() const { return receipt.reports() && !receipt.names_reference(); }

std::string Description::wrapped(std::string document) const {
  if (soap) return soap->before + document + soap->after;
  if (field.empty()) return document;
  std::string out = field + "=";
  append_text(TextForm::url, document, out);
  return out;
}

std::string Description::content_type() const {
  if (get) return {};
  switch (format) {
    case BodyFormat::json:
      return "application/json; charset=utf-8";
    case BodyFormat::multipart:
      return "multipart/form-data; boundary=" + body.boundary();
    case BodyFormat::xml:
      if (field.empty()) return "text/xml; charset=utf-8";
      break;
    case BodyFormat::form:
      break;
  }
  return "application/x-www-form-urlencoded";
}

std::string endpoint_fault(const std::string& endpoint) {
  const auto parsed = boost::urls::parse_uri(endpoint);
  if (!parsed || (parsed->scheme() != "http" && parsed->scheme() != "https") || parsed->host().empty())
    return "expected an address such as https://gateway.example";
  if (parsed->has_query() || parsed->has_fragment() || parsed->has_userinfo())
    return "expected an address without user, query or fragment, such as https://gateway.example";
  return {};
}

}  // namespace triand::channels
