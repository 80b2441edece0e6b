#include "channels/sms/sms_settings.hpp"

#include <algorithm>
#include <exception>
#include <filesystem>

#include "channels/ca_file.hpp"

namespace triand::channels {
namespace {

using std::chrono::milliseconds;

// The name of a file in the folder of descriptions, never a path out of it.
bool is_gateway_name(const std::string& name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

std::shared_ptr<const Description> read_description(config::Block& block, const PluginPlaces& places,
                                                    config::Problems& problems) {
  const std::string name = block.text("gateway");
  if (!block.has("gateway")) return nullptr;
  if (!is_gateway_name(name)) {
    block.complain("gateway",
                   "expected the name of a file in the gateways folder without its .yaml, such as esms");
    return nullptr;
  }
  return Description::load((std::filesystem::path(places.gateways) / (name + ".yaml")).string(), problems);
}

std::string read_endpoint(config::Block& block, const Description* description) {
  std::string endpoint = block.text("endpoint", description != nullptr ? description->endpoint : "");
  if (block.has("endpoint"))
    if (const std::string fault = endpoint_fault(endpoint); !fault.empty()) block.complain("endpoint", fault);
  while (endpoint.ends_with('/')) endpoint.pop_back();
  return endpoint;
}

std::string read_auth_endpoint(config::Block& block, const Description* description,
                               const std::string& endpoint) {
  const bool own = description != nullptr && !description->auth.endpoint.empty() && !block.has("endpoint");
  return block.text("auth_endpoint", own ? description->auth.endpoint : endpoint);
}

std::map<std::string, config::Secret> read_credentials(config::Block& block, const Description* description) {
  std::map<std::string, config::Secret> out;
  config::Block group = block.child_or_empty("credentials");
  if (description == nullptr) {
    for (const std::string& name : group.keys()) (void)group.secret(name);
    return out;
  }
  for (const std::string& name : description->credentials()) out.emplace(name, group.secret(name));
  // The first of a chain; `channels authorize` may give it as well.
  if (description->auth.kind == AuthRules::Kind::refresh)
    if (config::Secret first = group.secret_or_empty("refresh_token"); !first.empty())
      out.insert_or_assign("refresh_token", std::move(first));
  return out;
}

milliseconds read_timeout(config::Block& block) {
  constexpr milliseconds kLongest = std::chrono::minutes(10);
  const milliseconds timeout = block.duration("timeout", milliseconds(10'000));
  if (timeout <= milliseconds(0) || timeout > kLongest)
    block.complain("timeout", "expected a time above 0 and up to 10min, such as 10s");
  return timeout;
}

RequestValues account_values(const SmsSettings& settings) {
  RequestValues values;
  values.sender = settings.sender;
  values.credentials = &settings.credentials;
  return values;
}

}  // namespace

std::shared_ptr<const SmsSettings> SmsSettings::read(config::Block& block, const PluginPlaces& places,
                                                     config::Problems& problems) {
  const std::size_t before = problems.size();
  auto out = std::make_shared<SmsSettings>();
  out->description = read_description(block, places, problems);
  const Description* description = out->description.get();
  out->endpoint = read_endpoint(block, description);
  out->credentials = read_credentials(block, description);
  const bool needs_sender = description != nullptr && description->uses(Placeholder::sender);
  out->sender = needs_sender ? block.text("sender") : block.text("sender", "");
  if (needs_sender && block.has("sender") && out->sender.empty())
    block.complain("sender", "is empty; expected the registered sender name, such as EVNNPC");
  const std::string auth_endpoint = read_auth_endpoint(block, description, out->endpoint);
  out->ca_file = read_ca_file(block, description == nullptr || out->endpoint.starts_with("https:") ||
                                         auth_endpoint.starts_with("https:"));
  out->timeout = read_timeout(block);
  out->concurrency = static_cast<std::size_t>(block.integer("concurrency", 1, 1024, 16));
  if (description == nullptr || problems.size() != before) return nullptr;
  RequestValues values = account_values(*out);
  out->url = out->endpoint + description->path.render(values);
  out->auth_url = auth_endpoint + description->auth.path;
  try {
    out->headers = out->headers_with("", "");
  } catch (const std::exception& fault) {
    block.complain("credentials", fault.what());
    return nullptr;
  }
  return out;
}

std::shared_ptr<const HeaderList> SmsSettings::headers_with(std::string_view token,
                                                            std::string_view session) const {
  HeaderList::Fields fields = {{"Accept", "*/*"}};
  if (const std::string type = description->content_type(); !type.empty())
    fields.emplace_back("Content-Type", type);
  if (description->soap) fields.emplace_back("SOAPAction", "\"\"");
  RequestValues values = account_values(*this);
  values.token = token;
  values.session = session;
  const AuthRules& auth = description->auth;
  if (auth.kind == AuthRules::Kind::basic)
    fields.emplace_back("Authorization",
                        "Basic " + base64_of(auth.user.render(values) + ":" + auth.password.render(values)));
  if (auth.kind == AuthRules::Kind::bearer)
    fields.emplace_back("Authorization", "Bearer " + auth.token.render(values));
  for (const Description::Header& header : description->headers)
    fields.emplace_back(header.name, header.value.render(values));
  return HeaderList::make(fields);
}

}  // namespace triand::channels
