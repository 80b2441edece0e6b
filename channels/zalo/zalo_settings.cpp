#include "channels/zalo/zalo_settings.hpp"

#include <boost/url/parse.hpp>

#include "channels/ca_file.hpp"
#include "channels/curl/header_list.hpp"

namespace triand::channels {
namespace {

using std::chrono::milliseconds;

std::string read_endpoint(config::Block& block, std::string_view key, std::string_view fallback) {
  std::string endpoint = block.text(key, fallback);
  const auto parsed = boost::urls::parse_uri(endpoint);
  if (!parsed || (parsed->scheme() != "http" && parsed->scheme() != "https") || parsed->host().empty() ||
      parsed->has_query() || parsed->has_fragment() || parsed->has_userinfo())
    block.complain(key, "expected an address such as " + std::string(fallback));
  while (endpoint.ends_with('/')) endpoint.pop_back();
  return endpoint;
}

}  // namespace

std::shared_ptr<const ZaloSettings> ZaloSettings::read(config::Block& block, config::Problems& problems) {
  constexpr milliseconds kLongest = std::chrono::minutes(10);
  const std::size_t before = problems.size();
  auto out = std::make_shared<ZaloSettings>();
  out->endpoint = read_endpoint(block, "endpoint", "https://business.openapi.zalo.me");
  out->oauth_endpoint = read_endpoint(block, "oauth_endpoint", "https://oauth.zaloapp.com");
  out->app_id = block.text("app_id");
  if (block.has("app_id") && out->app_id.empty())
    block.complain("app_id", "is empty; expected the application's number from developers.zalo.me");
  out->app_secret = block.secret("app_secret");
  // It travels in a header.
  if (!is_header_value(out->app_secret.reveal()))
    block.complain("app_secret", "holds a line end or another control character; give the key alone");
  out->oa_secret_key = block.secret("oa_secret_key");
  out->development = block.boolean("development", false);
  out->hashed_phone = block.boolean("hashed_phone", false);
  out->appsecret_proof = block.boolean("appsecret_proof", false);
  out->ca_file =
      read_ca_file(block, out->endpoint.starts_with("https:") || out->oauth_endpoint.starts_with("https:"));
  out->timeout = block.duration("timeout", out->timeout);
  if (out->timeout <= milliseconds(0) || out->timeout > kLongest)
    block.complain("timeout", "expected a time above 0 and up to 10min, such as 10s");
  out->concurrency = static_cast<std::size_t>(block.integer("concurrency", 1, 1024, 16));
  return problems.size() == before ? out : nullptr;
}

}  // namespace triand::channels
