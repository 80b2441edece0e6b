#include <chrono>
#include <string>

#include "channels/website/answer.hpp"
#include "channels/website/seen.hpp"
#include "tests/fuzz/must.hpp"
#include "tests/fuzz/sound_words.hpp"
#include "tests/fuzz/targets.hpp"

// What the customer website answers and tells.
namespace triand::fuzz {
namespace {

using namespace channels::website;

constexpr std::int64_t kSeconds = 1'797'588'000;
const std::chrono::system_clock::time_point kNow{std::chrono::seconds(kSeconds)};

const SigningKeys& keys() {
  static const SigningKeys all(1, SigningKey::read("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").value());
  return all;
}

}  // namespace

void fuzz_website_answer(std::string_view bytes) {
  channels::HttpResponse response;
  response.sent = response.complete = true;
  response.body = bytes;
  response.headers = {{"Retry-After", std::string(bytes.substr(0, 24))}};
  for (const int status : {200, 202, 400, 403, 429, 500}) {
    response.status = status;
    for (const bool whole_answers : {false, true}) {
      const Judged judged = judge_answer(response, whole_answers, kNow);
      must_be_sound(judged.outcome);
      for (const auto& [id, outcome] : judged.outcomes) {
        must_be_sound(outcome);
        must_be_sound(of_withdrawal(outcome));
      }
      must(judged.kind == Judged::Kind::each || judged.outcomes.empty(),
           "single outcomes are there only when they count");
    }
  }
}

void fuzz_website_seen(std::string_view bytes) {
  channels::WebhookRequest request;
  request.method = "POST";
  request.body = bytes;
  // The signature, too, comes from outside.
  request.headers = {{"webhook-id", "msg_1"},
                     {"webhook-timestamp", std::to_string(kSeconds)},
                     {"webhook-signature", std::string(bytes)}};
  must(!read_seen(request, keys(), kNow).authentic, "a wrong signature is refused");
  request.headers[2].second = keys().front().sign("msg_1", kSeconds, request.body);
  const channels::WebhookResult result = read_seen(request, keys(), kNow);
  must(result.authentic, "a right signature is taken");
  must(result.fault.empty() || result.receipts.empty(), "all of it is taken or nothing");
  for (const channels::Receipt& receipt : result.receipts) {
    must_be_sound(receipt);
    must(!receipt.reference.empty(), "a notice that was seen is named");
  }
  request.headers[1].second = std::string(bytes.substr(0, 24));
  (void)read_seen(request, keys(), kNow);
}

}  // namespace triand::fuzz
