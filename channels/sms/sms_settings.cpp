#include "channels/sms/sms_settings.hpp"

#include <algorithm>
#include <exception>
#include <filesystem>

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

std::map<std::string, config::Secret> read_credentials(config::Block& block, const Description* description) {
  std::map<std::string, config::Secret> out;
  config::Block group = block.child_or_empty("credentials");
  if (description == nullptr) {
    for (const std::string& name : group.keys()) (void)group.secret(name);
    return out;
  }
  for (const std::string& name : description->credentials()) out.emplace(name, group.secret(name));
  return out;
}

milliseconds read_timeout(config::Block& block) {
  constexpr milliseconds kLongest = std::chrono::minutes(10);
  const milliseconds timeout = block.duration("timeout", milliseconds(10'000));
  if (timeout <= milliseconds(0) || timeout > kLongest)
    block.complain("timeout", "expected a time above 0 and up to 10min, such as 10s");
  return timeout;
}

std::shared_ptr<const HeaderList> make_headers(config::Block& block, const SmsSettings& settings) {
  HeaderList::Fields fields = {{"Content-Type", "application/json; charset=utf-8"},
                               {"Accept", "application/json"}};
  RequestValues values;
  values.sender = settings.sender;
  values.credentials = &settings.credentials;
  for (const Description::Header& header : settings.description->headers) {
    std::string value;
    header.value.render(values, value);
    fields.emplace_back(header.name, std::move(value));
  }
  try {
    return HeaderList::make(fields);
  } catch (const std::exception& fault) {
    block.complain("credentials", fault.what());
    return nullptr;
  }
}

}  // namespace

std::shared_ptr<const SmsSettings> SmsSettings::read(config::Block& block, const PluginPlaces& places,
                                                     config::Problems& problems) {
  const std::size_t before = problems.size();
  auto out = std::make_shared<SmsSettings>();
  out->description = read_description(block, places, problems);
  const Description* description = out->description.get();
  out->url = read_endpoint(block, description) + (description != nullptr ? description->path : "");
  out->credentials = read_credentials(block, description);
  const bool needs_sender = description != nullptr && description->uses(Placeholder::sender);
  out->sender = needs_sender ? block.text("sender") : block.text("sender", "");
  if (needs_sender && block.has("sender") && out->sender.empty())
    block.complain("sender", "is empty; expected the registered sender name, such as EVNNPC");
  out->timeout = read_timeout(block);
  out->concurrency = static_cast<std::size_t>(block.integer("concurrency", 1, 1024, 16));
  if (description == nullptr || problems.size() != before) return nullptr;
  out->headers = make_headers(block, *out);
  return out->headers ? out : nullptr;
}

}  // namespace triand::channels
