#include "channels/website/website_settings.hpp"

#include <algorithm>

#include <boost/url/parse.hpp>

#include "channels/ca_file.hpp"

namespace triand::channels::website {
namespace {

using std::chrono::milliseconds;

constexpr std::string_view kPath = "/notices";

std::string read_url(config::Block& block) {
  std::string url = block.text("endpoint");
  if (!block.has("endpoint")) return url;
  const auto parsed = boost::urls::parse_uri(url);
  if (!parsed || (parsed->scheme() != "http" && parsed->scheme() != "https") || parsed->host().empty() ||
      parsed->has_query() || parsed->has_fragment() || parsed->has_userinfo())
    block.complain("endpoint", "expected the portal's address, such as https://portal.example/api");
  while (url.ends_with('/')) url.pop_back();
  return url.ends_with(kPath) ? url : url + std::string(kPath);
}

SigningKeys read_keys(config::Block& block) {
  SigningKeys keys;
  const config::Secret secret = block.secret("signing_secret");
  std::string_view left = secret.reveal();
  while (!left.empty()) {
    const std::string_view one = left.substr(0, left.find_first_of(" \n\t"));
    left.remove_prefix(std::min(left.size(), one.size() + 1));
    if (one.empty()) continue;
    if (auto key = SigningKey::read(one)) {
      keys.push_back(std::move(*key));
    } else {
      block.complain(
          "signing_secret",
          "expected whsec_ and the Base64 of 24 to 64 random bytes; while keys change two of them, the "
          "new one first, with a space between");
      return keys;
    }
  }
  if (keys.empty() && block.has("signing_secret")) block.complain("signing_secret", "is empty");
  return keys;
}

}  // namespace

std::shared_ptr<const WebsiteSettings> WebsiteSettings::read(config::Block& block,
                                                             config::Problems& problems) {
  constexpr milliseconds kLongest = std::chrono::minutes(10);
  constexpr std::size_t kShortestToken = 16;
  const std::size_t before = problems.size();
  auto out = std::make_shared<WebsiteSettings>();
  out->url = read_url(block);
  out->keys = read_keys(block);
  out->feed_token = block.secret_or_empty("feed_token");
  if (!out->feed_token.empty() && out->feed_token.reveal().size() < kShortestToken)
    block.complain("feed_token", "is shorter than 16 characters; choose one that nobody guesses");
  out->ca_file = read_ca_file(block, out->url.starts_with("https:"));
  out->batch = static_cast<std::size_t>(block.integer("batch", 1, 100, 100));
  out->whole_answers = block.choice("results", {"each", "whole"}, 0) == 1;
  out->timeout = block.duration("timeout", out->timeout);
  if (out->timeout <= milliseconds(0) || out->timeout > kLongest)
    block.complain("timeout", "expected a time above 0 and up to 10min, such as 15s");
  return problems.size() == before ? out : nullptr;
}

}  // namespace triand::channels::website
