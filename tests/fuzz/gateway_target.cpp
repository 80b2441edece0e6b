#include <array>
#include <chrono>
#include <map>
#include <span>
#include <string>

#include <boost/url/encoding_opts.hpp>
#include <boost/url/params_encoded_view.hpp>
#include <boost/url/parse_query.hpp>

#include "channels/sms/encoding.hpp"
#include "tests/fuzz/must.hpp"
#include "tests/fuzz/shipped_gateways.hpp"
#include "tests/fuzz/sound_words.hpp"
#include "tests/fuzz/targets.hpp"

// What SMS gateways answer and report, read by each description that is installed.
namespace triand::fuzz {
namespace {

constexpr const char* kUrl = "https://t.example/webhooks/sms";
constexpr const char* kToken = "a-token-of-twilio";

// What Twilio signs: the address, and the form's sorted keys and values.
std::string twilio_signature(const channels::WebhookRequest& request) {
  std::string text = kUrl;
  if (!request.query.empty()) text += "?" + request.query;
  boost::urls::encoding_opts form;
  form.space_as_plus = true;
  std::multimap<std::string, std::string> fields;
  if (const auto parsed = boost::urls::parse_query(request.body))
    for (const auto& field : *parsed)
      fields.emplace(field.key.decode(form), field.has_value ? field.value.decode(form) : std::string());
  for (const auto& [key, value] : fields) text += key + value;
  return channels::base64_of(channels::hmac_sha1_of(kToken, text));
}

void must_be_sound(const channels::WebhookResult& result) {
  for (const channels::Receipt& receipt : result.receipts) {
    fuzz::must_be_sound(receipt);
    must(!receipt.reference.empty() || !receipt.provider_id.empty(), "a receipt names its message");
  }
}

void report(const channels::ReceiptRules& rules, channels::WebhookRequest request) {
  const std::map<std::string, config::Secret> credentials = {{"auth_token", config::Secret(kToken)}};
  if (rules.is_signed()) {
    must(!rules.receive(request, kUrl, credentials, "key").authentic, "an unsigned report is refused");
    const std::string right = twilio_signature(request);
    std::string wrong = right;
    wrong.front() = wrong.front() == 'A' ? 'B' : 'A';
    request.headers = {{"X-Twilio-Signature", wrong}};
    must(!rules.receive(request, kUrl, credentials, "key").authentic, "a wrong signature is refused");
    request.headers = {{"X-Twilio-Signature", right}};
    must(rules.receive(request, kUrl, credentials, "key").authentic, "a right signature is taken");
  }
  must_be_sound(rules.receive(request, kUrl, credentials, "key"));
}

}  // namespace

void fuzz_gateway_reply(std::string_view bytes) {
  constexpr std::array<std::string_view, 3> kPhones = {"84912345678", "84912345679", "84987654321"};
  const auto now = std::chrono::system_clock::time_point(std::chrono::seconds(1'797'588'000));
  channels::HttpResponse response;
  response.sent = response.complete = true;
  response.body = bytes;
  response.headers = {{"Retry-After", std::string(bytes.substr(0, 24))}};
  for (const auto& gateway : shipped_gateways()) {
    for (const int status : {200, 400, 429}) {
      response.status = status;
      for (const std::size_t count : {std::size_t{1}, kPhones.size()}) {
        if (count > 1 && status != 200) continue;
        const auto reading = gateway->reply.outcomes(response, std::span(kPhones).first(count), now, "key");
        must(reading.outcomes.size() == count, "every message has its outcome");
        for (const channels::Outcome& outcome : reading.outcomes) must_be_sound(outcome);
        for (const std::size_t again : reading.again) must(again < count, "only what was sent is sent anew");
      }
    }
    if (!gateway->poll.polls) continue;
    const channels::Answer answer(gateway->poll.answer, bytes, 200);
    const auto field = [&answer](std::string_view name) { return answer.field(name); };
    if (!gateway->poll.known.holds(field)) continue;
    if (const auto receipt = gateway->poll.rules.receipt(answer)) must_be_sound(*receipt);
  }
}

void fuzz_gateway_token(std::string_view bytes) {
  const auto now = std::chrono::system_clock::time_point(std::chrono::seconds(1'797'588'000));
  const channels::Answer answer(channels::Answer::Format::json, bytes, 200);
  std::size_t asked = 0;
  for (const auto& gateway : shipped_gateways()) {
    const channels::AuthRules& rules = gateway->auth;
    if (!rules.asks()) continue;
    ++asked;
    (void)rules.codes.find(answer.field(rules.code).value_or(""));
    const auto token = channels::token_of(rules, answer, now);
    if (!token) continue;
    must(!token->token.empty(), "a token is something");
    must(intake::is_utf8(token->token) && intake::is_utf8(token->refresh_token),
         "what is kept of a token is UTF-8");
    must(token->renew_at > now && token->renew_at <= now + std::chrono::hours(24 * 400),
         "a token is renewed some day, and not at once");
  }
  must(asked > 0, "a gateway that is installed gives tokens");
}

void fuzz_gateway_receipt(std::string_view bytes) {
  for (const auto& gateway : shipped_gateways()) {
    if (!gateway->receipt.reports()) continue;
    channels::WebhookRequest in_query;
    in_query.method = "GET";
    in_query.query = bytes;
    report(gateway->receipt, in_query);
    channels::WebhookRequest in_body;
    in_body.method = "POST";
    in_body.query = "reference=R1";
    in_body.body = bytes;
    report(gateway->receipt, in_body);
  }
}

}  // namespace triand::fuzz
