#include "tests/standin/zalo/zalo_tokens.hpp"

#include <charconv>

#include <fmt/format.h>
#include <boost/json/object.hpp>

#include "tests/standin/coding/form.hpp"
#include "tests/standin/hash.hpp"

namespace triand::standin {

ZaloTokens::ZaloTokens(const ZaloSettings& settings, std::uint64_t salt) : settings_(settings), salt_(salt) {}

std::vector<Subject> ZaloTokens::subjects(const Request& request) const {
  return {{Channel::oauth, form_value(request.body, "app_id"), form_value(request.body, "refresh_token")}};
}

Answer ZaloTokens::answer(const Request& request, const Actions& actions, TimePoint now) {
  Answer answer;
  if (!actions.empty() && actions.front() && !actions.front()->error.empty()) {
    const std::string& error = actions.front()->error;
    int code = 0;
    std::from_chars(error.data(), error.data() + error.size(), code);
    answer.reply = refusal(code, "Refused");
    return answer;
  }
  std::string app_id = form_value(request.body, "app_id");
  std::string_view secret = request.header("secret_key");
  std::string token = form_value(request.body, "refresh_token");
  if (app_id.empty() || (!settings_.app_id.empty() && app_id != settings_.app_id)) {
    answer.reply = refusal(-14002, "Invalid appId");
  } else if (secret.empty() || (!settings_.app_secret.empty() && secret != settings_.app_secret)) {
    answer.reply = refusal(-14004, "Invalid secret key.");
  } else if (form_value(request.body, "grant_type") != "refresh_token") {
    answer.reply = refusal(-14018, "Invalid grant type.");
  } else if (consumed_.count(token) != 0) {
    answer.reply.body.clear();
  } else if (token.empty() || token != pair_.refresh_token) {
    answer.reply = refusal(-14014, "Invalid refresh token.");
  } else {
    answer.reply = rotate(now);
  }
  return answer;
}

Reply ZaloTokens::refusal(int code, std::string_view name) const {
  boost::json::object error = {{"error", code},
                               {"error_name", name},
                               {"error_description", name},
                               {"error_reason", ""},
                               {"ref_doc", "https://developers.zalo.me/docs"}};
  if (settings_.quoted_errors) error["error"] = fmt::format("{}", code);
  return json_reply(error);
}

Reply ZaloTokens::rotate(TimePoint now) {
  ++rotations_;
  Pair next = {next_token("access"),
               settings_.omit_refresh_token ? pair_.refresh_token : next_token("refresh")};
  if (!settings_.omit_refresh_token) consumed_.insert(pair_.refresh_token);
  set(next, now);
  boost::json::object answer = {{"access_token", pair_.access_token}};
  if (!settings_.omit_refresh_token) answer["refresh_token"] = pair_.refresh_token;
  const std::string& form = settings_.expires_in_as;
  if (form == "number") answer["expires_in"] = settings_.access_token_seconds;
  if (form == "string") answer["expires_in"] = fmt::format("{}", settings_.access_token_seconds);
  if (form == "null") answer["expires_in"] = nullptr;
  return json_reply(answer);
}

ZaloTokens::Pair ZaloTokens::current(TimePoint now) {
  if (pair_.access_token.empty() || now >= expires_at_) set({}, now);
  return pair_;
}

void ZaloTokens::set(Pair pair, TimePoint now) {
  if (pair.access_token.empty()) pair.access_token = next_token("access");
  if (pair.refresh_token.empty()) pair.refresh_token = next_token("refresh");
  consumed_.erase(pair.refresh_token);
  pair_ = std::move(pair);
  expires_at_ = now + std::chrono::seconds(settings_.access_token_seconds);
}

bool ZaloTokens::valid(std::string_view access_token, TimePoint now) const {
  return !access_token.empty() && access_token == pair_.access_token && now < expires_at_;
}

std::string ZaloTokens::next_token(std::string_view kind) {
  ++count_;
  return fmt::format("standin-{}-{:016x}{:016x}", kind, mix(salt_ ^ count_), mix(~salt_ ^ count_));
}

}  // namespace triand::standin
