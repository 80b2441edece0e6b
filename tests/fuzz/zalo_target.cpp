#include <chrono>
#include <string>

#include <boost/json/parse.hpp>

#include "channels/zalo/json_field.hpp"
#include "channels/zalo/pages.hpp"
#include "channels/zalo/reply.hpp"
#include "channels/zalo/token_pair.hpp"
#include "channels/zalo/token_reply.hpp"
#include "channels/zalo/webhook.hpp"
#include "tests/fuzz/must.hpp"
#include "tests/fuzz/sound_words.hpp"
#include "tests/fuzz/targets.hpp"

// What Zalo answers and tells.
namespace triand::fuzz {
namespace {

const std::string kAppId = "2074138120372622546";
const config::Secret kKey("test-oa-secret-key");
const std::chrono::system_clock::time_point kNow{std::chrono::seconds(1'797'588'000)};

// As the event says it; empty when it cannot be read.
std::string timestamp_of(std::string_view body) {
  boost::system::error_code broken;
  const boost::json::value event = boost::json::parse(body, broken);
  const boost::json::object* object = broken ? nullptr : event.if_object();
  return object == nullptr ? std::string() : channels::text_field(*object, "timestamp");
}

void must_be_sound(const channels::Feedback& feedback) {
  must(feedback.rate >= 0 && feedback.rate <= 5, "a rating is one to five, or none");
  must(feedback.note.size() <= channels::Feedback::kMaxNote && intake::is_utf8(feedback.note),
       "a note is bounded UTF-8");
}

}  // namespace

void fuzz_zalo_reply(std::string_view bytes) {
  channels::HttpResponse response;
  response.sent = response.complete = true;
  response.body = bytes;
  for (const int status : {200, 404, 429, 503}) {
    response.status = status;
    must_be_sound(channels::read_zalo_reply(response, kNow).outcome);
  }
  response.status = 200;
  (void)channels::refuses_token(response);
  const channels::TemplateAnswer page = channels::read_template_page(response, "1");
  must(page.rules.has_value() == page.fault.empty(), "a template's page is read, or has a fault");
  if (page.rules && page.rules->timeout)
    must(page.rules->timeout->count() > 0 && *page.rules->timeout <= std::chrono::hours(24 * 366),
         "a template's time-out is a time");
  channels::ZaloQuota quota;
  (void)channels::read_quota_page(response, quota, kNow);
  quota.change(5, kNow);
  if (const auto& known = quota.now_known())
    must(known->left >= 0 && known->left <= known->limit, "what is left of a quota is a part of it");
  if (const auto receipt = channels::read_status_page(response)) fuzz::must_be_sound(*receipt);
  const channels::TokenReply token = channels::read_token_reply(response);
  must((token.kind == channels::TokenReply::Kind::renewed) == !token.access_token.empty(),
       "an answer with a token renews, and no other does");
  must(token.access_token.find_first_of("\r\n") == std::string::npos, "a token can stand in a header");
  std::string fault;
  const auto pair = channels::TokenPair::from_administrator(bytes, fault);
  must(pair.has_value() == fault.empty(), "tokens are read, or there is a fault");
  if (pair)
    must(channels::TokenPair::from_store(pair->to_store()).has_value(),
         "tokens that are kept are read again");
}

void fuzz_zalo_event(std::string_view bytes) {
  channels::WebhookRequest request;
  request.method = "POST";
  request.body = bytes;
  must(!channels::read_zalo_event(request, kAppId, kKey).authentic, "an unsigned event is refused");
  const std::string right =
      channels::zalo_signature(kAppId, request.body, timestamp_of(bytes), kKey.reveal());
  std::string wrong = right;
  wrong.back() = wrong.back() == '0' ? '1' : '0';
  request.headers = {{"X-ZEvent-Signature", "mac=" + wrong}, {"X-ZEvent-Server", "ZNS"}};
  must(!channels::read_zalo_event(request, kAppId, kKey).authentic, "a wrong signature is refused");
  request.headers.front().second = "mac=" + right;
  const channels::WebhookResult result = channels::read_zalo_event(request, kAppId, kKey);
  for (const channels::Receipt& receipt : result.receipts) fuzz::must_be_sound(receipt);
  for (const channels::Feedback& feedback : result.feedback) must_be_sound(feedback);
  for (const channels::GatewayNotice& notice : result.notices)
    must(intake::is_utf8(notice.words), "what is told of a template is UTF-8");
}

}  // namespace triand::fuzz
