#include "channels/sms/description.hpp"

#include <algorithm>
#include <exception>
#include <utility>

#include <boost/url/parse.hpp>

#include "channels/curl/header_list.hpp"

namespace triand::channels {
namespace {

void read_headers(config::Block& request, Description& out) {
  config::Block headers = request.child_or_empty("headers");
  for (const std::string& name : headers.keys()) {
    std::string fault;
    auto value = PlaceholderText::compile(headers.text(name), fault);
    for (const Placeholder changing : {Placeholder::phone, Placeholder::text, Placeholder::reference,
                                       Placeholder::webhook_url, Placeholder::unicode, Placeholder::campaign})
      if (value && value->uses(changing)) fault = "a header can carry ${sender} and ${credentials.NAME} only";
    try {
      (void)HeaderList::make({{name, ""}});
    } catch (const std::exception& wrong) {
      fault = wrong.what();
    }
    if (fault.empty())
      out.headers.push_back({name, std::move(*value)});
    else
      headers.complain(name, std::move(fault));
  }
}

void read_request(config::Block& file, Description& out) {
  config::Block request = file.child("request");
  request.choice("method", {"POST"});
  request.choice("format", {"json"});
  out.path = request.text("path");
  if (!out.path.empty() && boost::urls::parse_origin_form(out.path).has_error())
    request.complain("path", "expected a path that starts with /, such as /send");
  constexpr PhoneForm kForms[] = {PhoneForm::national, PhoneForm::international,
                                  PhoneForm::international_plus};
  out.phone = kForms[request.choice("phone", {"0", "84", "+84"})];
  read_headers(request, out);
  out.body = BodyTemplate::read(request, "body");
  for (const auto& [name, word] :
       {std::pair(Placeholder::phone, "phone"), std::pair(Placeholder::text, "text")})
    if (request.has("body") && !out.body.uses(name))
      request.complain("body", "has no ${" + std::string(word) + "}: nobody would be told anything");
}

void read_idempotency(config::Block& file, Description& out) {
  if (!file.has("idempotency")) return;
  config::Block block = file.child("idempotency");
  const std::string field = block.text("field");
  out.recognises = block.duration("recognises");
  if (!field.empty() && !out.body.field_uses(field, Placeholder::reference))
    block.complain("field", "the field " + field + " of request.body does not carry ${reference}");
}

}  // namespace

std::shared_ptr<const Description> Description::load(const std::string& path, config::Problems& problems) {
  config::Problems found;
  config::Block file = config::Block::load(path, found);
  auto out = std::make_shared<Description>();
  file.text("title", "");
  out->endpoint = file.text("endpoint");
  if (const std::string fault = endpoint_fault(out->endpoint); !fault.empty() && file.has("endpoint"))
    file.complain("endpoint", fault);
  while (out->endpoint.ends_with('/')) out->endpoint.pop_back();
  read_request(file, *out);
  out->reply = ReplyRules::read(file);
  read_idempotency(file, *out);
  out->receipt = ReceiptRules::read(file);
  file.complain_unused();
  for (config::Problem& problem : found)
    // Two channels may share a description.
    if (std::find(problems.begin(), problems.end(), problem) == problems.end())
      problems.push_back(std::move(problem));
  return found.empty() ? out : nullptr;
}

bool Description::uses(Placeholder name) const {
  return body.uses(name) || std::any_of(headers.begin(), headers.end(),
                                        [name](const Header& header) { return header.value.uses(name); });
}

std::set<std::string> Description::credentials() const {
  std::set<std::string> names;
  body.collect_credentials(names);
  for (const Header& header : headers) header.value.collect_credentials(names);
  return names;
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
