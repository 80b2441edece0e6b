#include "channels/sms/auth_rules.hpp"

#include <algorithm>
#include <charconv>
#include <exception>

#include <boost/url/parse.hpp>

#include "channels/curl/header_list.hpp"
#include "channels/sms/encoding.hpp"

namespace triand::channels {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using TimePoint = std::chrono::system_clock::time_point;

std::int64_t epoch_seconds(TimePoint time) {
  return std::chrono::duration_cast<seconds>(time.time_since_epoch()).count();
}

void read_request(config::Block& block, AuthRules& out) {
  out.endpoint = block.text("endpoint", "");
  while (out.endpoint.ends_with('/')) out.endpoint.pop_back();
  out.path = block.text("path");
  if (!out.path.empty() && boost::urls::parse_origin_form(out.path).has_error())
    block.complain("path", "expected a path that starts with /, such as /oauth2/token");
  out.format = block.choice("format", {"json", "form"}, 0) == 0 ? BodyFormat::json : BodyFormat::form;
  config::Block headers = block.child_or_empty("headers");
  for (const std::string& name : headers.keys()) {
    try {
      (void)HeaderList::make({{name, ""}});
    } catch (const std::exception& wrong) {
      headers.complain(name, wrong.what());
    }
    out.headers.emplace_back(name, PlaceholderText::read(headers, name, kTokenValues));
  }
  out.body = BodyTemplate::read(block, "body", {.format = out.format, .known = kTokenValues, .each = {}});
  out.access_token = block.text("token");
  out.lasts = block.text("lasts", "");
  out.code = block.text("code", "");
  out.codes = CodeTable::read(block, "codes");
  if (out.kind == AuthRules::Kind::refresh) {
    out.new_refresh_token = block.text("refresh_token", "");
    const bool in_header = std::ranges::any_of(
        out.headers, [](const auto& header) { return header.second.uses(Placeholder::refresh_token); });
    if (block.has("body") && !in_header && !out.body.uses(Placeholder::refresh_token))
      block.complain("body", "neither it nor a header has ${auth.refresh_token}: nothing proves who asks");
  }
}

void read_jwt(config::Block& block, AuthRules& out) {
  const BodyTemplate::Options options = {.format = BodyFormat::json, .known = kTokenValues, .each = {}};
  out.jwt_header = BodyTemplate::read(block, "header", options);
  out.claims = BodyTemplate::read(block, "claims", options);
  out.key = PlaceholderText::read(block, "key", {Placeholder::credentials});
}

}  // namespace

AuthRules AuthRules::read(config::Block& description) {
  AuthRules out;
  if (!description.has("auth")) return out;
  config::Block block = description.child("auth");
  out.kind = static_cast<Kind>(block.choice("kind", {"none", "basic", "bearer", "oauth", "refresh", "jwt"}));
  if (out.kind == Kind::basic) {
    out.user = PlaceholderText::read(block, "user", {Placeholder::credentials});
    out.password = PlaceholderText::read(block, "password", {Placeholder::credentials});
  } else if (out.kind == Kind::bearer) {
    out.token = PlaceholderText::read(block, "token", {Placeholder::credentials});
  }
  if (!out.keeps_token()) return out;
  out.life = block.duration("life", out.life);
  out.early = block.duration("early", std::min(out.early, out.life / 2));
  if (out.early >= out.life) block.complain("early", "is not shorter than `life`; give less");
  if (out.kind == Kind::jwt)
    read_jwt(block, out);
  else
    read_request(block, out);
  return out;
}

void AuthRules::collect_credentials(std::set<std::string>& names) const {
  for (const PlaceholderText* text : {&user, &password, &token, &key}) text->collect_credentials(names);
  for (const auto& [name, value] : headers) value.collect_credentials(names);
  for (const BodyTemplate* one : {&body, &jwt_header, &claims}) one->collect_credentials(names);
}

std::optional<AccessToken> token_of(const AuthRules& rules, const Answer& answer, TimePoint now) {
  constexpr std::int64_t kMoment = 1'000'000'000;  // no token lasts that many seconds
  AccessToken out;
  out.token = answer.field(rules.access_token).value_or("");
  if (out.token.empty()) return std::nullopt;
  if (!rules.new_refresh_token.empty())
    out.refresh_token = answer.field(rules.new_refresh_token).value_or("");
  milliseconds lasts = rules.life;
  const std::string text = answer.field(rules.lasts).value_or("");
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  // A moment may be given in milliseconds.
  if (error == std::errc{} && end == text.data() + text.size() && value > 0) {
    if (value >= kMoment * 1000) value /= 1000;
    if (value >= kMoment) value -= epoch_seconds(now);
    lasts = std::min<milliseconds>(seconds(std::max<std::int64_t>(value, 1)), std::chrono::hours(24 * 400));
  }
  out.renew_at = now + std::max(lasts - rules.early, lasts / 2);
  return out;
}

AccessToken signed_token(const AuthRules& rules, RequestValues values, TimePoint now) {
  const std::string issued = std::to_string(epoch_seconds(now));
  const std::string expires = std::to_string(epoch_seconds(now + rules.life));
  values.now = issued;
  values.expires = expires;
  AccessToken out;
  out.token =
      base64_url_of(rules.jwt_header.render(values)) + "." + base64_url_of(rules.claims.render(values));
  out.token += "." + base64_url_of(hmac_sha256_of(rules.key.render(values), out.token));
  out.renew_at = now + rules.life - rules.early;
  return out;
}

}  // namespace triand::channels
