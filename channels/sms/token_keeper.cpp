#include "channels/sms/token_keeper.hpp"

#include <exception>
#include <utility>

#include <boost/asio/post.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "channels/curl/http_outcome.hpp"
#include "channels/secret_words.hpp"
#include "channels/sms/encoding.hpp"
#include "channels/sms/json_text.hpp"

namespace triand::channels {
namespace {

constexpr const char* kKey = "auth";
constexpr const char* kRefreshCredential = "refresh_token";

std::string member(const boost::json::value& document, std::string_view name) {
  const boost::json::value* value = value_at(document, name);
  return value == nullptr ? std::string() : scalar_text(*value).value_or("");
}

std::int64_t epoch_milliseconds(std::chrono::system_clock::time_point time) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

}  // namespace

TokenKeeper::TokenKeeper(std::shared_ptr<const SmsSettings> settings, Runtime& runtime, Fetch fetch)
    : settings_(std::move(settings)),
      rules_(settings_->description->auth),
      runtime_(runtime),
      fetch_(std::move(fetch)) {
  if (rules_.kind == AuthRules::Kind::refresh) load();
}

// A refresh token that an operator has put into the credentials begins a new chain; the kept one goes on with its own.
std::string TokenKeeper::seed() const {
  const auto given = settings_->credentials.find(kRefreshCredential);
  if (given == settings_->credentials.end()) return {};
  return base64_of(hmac_sha256_of("triand refresh token", given->second.reveal()));
}

void TokenKeeper::load() {
  const auto kept = runtime_.load ? runtime_.load(kKey) : std::nullopt;
  boost::system::error_code error;
  const boost::json::value document = kept ? boost::json::parse(*kept, error) : boost::json::value();
  if (kept && !error && member(document, "seed") == seed()) {
    refresh_token_ = member(document, "refresh_token");
    AccessToken token;
    token.token = member(document, "access_token");
    const boost::json::value* renew_at = value_at(document, "renew_at_ms");
    if (!token.token.empty() && renew_at != nullptr && renew_at->is_int64()) {
      token.renew_at = std::chrono::system_clock::time_point(std::chrono::milliseconds(renew_at->as_int64()));
      use(std::move(token));
    }
    return;
  }
  if (const auto given = settings_->credentials.find(kRefreshCredential);
      given != settings_->credentials.end())
    refresh_token_ = given->second.reveal();
}

bool TokenKeeper::authorized() const {
  return rules_.kind != AuthRules::Kind::refresh || !refresh_token_.empty();
}

bool TokenKeeper::ready() {
  const auto now = runtime_.now();
  if (!token_.token.empty() && now < token_.renew_at) return true;
  if (rules_.kind != AuthRules::Kind::jwt) return false;
  RequestValues values;
  values.credentials = &settings_->credentials;
  use(signed_token(rules_, values, now));
  return true;
}

void TokenKeeper::wait(Ready ready) {
  queue_.join(std::move(ready));
  if (!queue_.begin()) return;
  // One asks for all.
  boost::asio::post(runtime_.executor, [this, alive = std::weak_ptr(alive_)] {
    if (!alive.expired()) ask();
  });
}

void TokenKeeper::ask() {
  if (this->ready()) {
    queue_.end(nullptr);
    return;
  }
  asked_session_ = random_hex(16);
  RequestValues values;
  values.credentials = &settings_->credentials;
  values.session = asked_session_;
  values.refresh_token = refresh_token_;
  HttpRequest request;
  request.url = settings_->auth_url;
  request.timeout = settings_->timeout;
  request.body = rules_.body.render(values);
  HeaderList::Fields fields = {
      {"Accept", "*/*"},
      {"Content-Type", rules_.format == BodyFormat::json ? "application/json; charset=utf-8"
                                                         : "application/x-www-form-urlencoded"}};
  for (const auto& [name, value] : rules_.headers) fields.emplace_back(name, value.render(values));
  try {
    request.headers = HeaderList::make(fields);
  } catch (const std::exception& fault) {
    const Outcome trouble =
        Outcome::deferred(FailureClass::configuration, "not_authorized", "", fault.what());
    queue_.end(&trouble);
    return;
  }
  fetch_(std::move(request), [this, chain = chain_, alive = std::weak_ptr(alive_)](HttpResponse response) {
    if (!alive.expired()) answered(chain, response);
  });
}

void TokenKeeper::answered(std::uint64_t chain, const HttpResponse& response) {
  // An administrator has brought another refresh token meanwhile: whatever came of the old one is of no use.
  if (chain != chain_) return ask();
  const Answer answer(Answer::Format::json, response.body, response.status);
  const bool good = response.complete && response.status < 300 && answer.readable();
  std::optional<AccessToken> token = good ? token_of(rules_, answer, runtime_.now()) : std::nullopt;
  if (!token) {
    const Outcome trouble = trouble_of(answer, response);
    queue_.end(&trouble);
    return;
  }
  if (rules_.kind != AuthRules::Kind::refresh) {
    session_ = asked_session_;
    use(std::move(*token));
    queue_.end(nullptr);
    return;
  }
  if (!token->refresh_token.empty()) refresh_token_ = token->refresh_token;
  keep(*token, [this, token = *token, chain, alive = std::weak_ptr(alive_)] {
    if (alive.expired()) return;
    if (chain != chain_) return ask();
    use(token);
    queue_.end(nullptr);
  });
}

Outcome TokenKeeper::trouble_of(const Answer& answer, const HttpResponse& response) const {
  std::string words = response.complete ? response.body : response.error;
  hide(words);
  for (const auto& [name, secret] : settings_->credentials) hide_secret(secret.reveal(), words);
  const std::string detail = "no token: " + words;
  if (!response.complete) return Outcome::deferred(FailureClass::transient, "gateway_down", "", detail);
  if (response.status == 429) return Outcome::deferred(FailureClass::throttled, "throttled", "429", detail);
  const std::string code = answer.field(rules_.code).value_or("");
  if (const Meaning* meaning = rules_.codes.find(code);
      meaning != nullptr && meaning->kind == Meaning::Kind::refused)
    return Outcome::deferred(meaning->failure, meaning->reason, code, detail);
  const bool refused = response.status >= 400 && response.status < 500;
  return refused || !code.empty()
             ? Outcome::deferred(FailureClass::configuration, "not_authorized", code, detail)
             : Outcome::deferred(FailureClass::transient, "gateway_down", code, detail);
}

void TokenKeeper::use(AccessToken token) {
  try {
    headers_ = settings_->headers_with(token.token, session_);
  } catch (const std::exception&) {
    // A token that no header can carry is none.
    headers_ = settings_->headers;
    token.token.clear();
  }
  token_ = std::move(token);
  ++generation_;
}

void TokenKeeper::refuse(std::uint64_t generation) {
  if (generation == generation_) token_.token.clear();
}

void TokenKeeper::keep(const AccessToken& token, std::function<void()> saved) {
  const boost::json::object document = {{"seed", seed()},
                                        {"refresh_token", refresh_token_},
                                        {"access_token", token.token},
                                        {"renew_at_ms", epoch_milliseconds(token.renew_at)}};
  runtime_.save(kKey, boost::json::serialize(document), std::move(saved));
}

std::string TokenKeeper::authorize(std::string_view json, std::function<void()> saved) {
  if (rules_.kind != AuthRules::Kind::refresh) return "this gateway needs no tokens from outside";
  boost::system::error_code error;
  const boost::json::value document = boost::json::parse(json, error);
  const std::string refresh_token = error ? std::string() : member(document, "refresh_token");
  if (refresh_token.empty()) return R"(expected {"refresh_token": "…"} on standard input)";
  refresh_token_ = refresh_token;
  ++chain_;
  // What was given is worth nothing until it has brought a token of its own.
  AccessToken token;
  token_ = token;
  keep(token, std::move(saved));
  return {};
}

void TokenKeeper::hide(std::string& text) const {
  hide_secret(token_.token, text);
  hide_secret(refresh_token_, text);
}

}  // namespace triand::channels
