#include "channels/email/judgement.hpp"

#include "channels/email/refusal_table.hpp"
#include "channels/email/reply.hpp"

namespace triand::channels::email {
namespace {

bool is_refusal(long code) { return code >= 400 && code < 600; }

std::string code_text(const Exchange& exchange) {
  if (exchange.code == 0) return {};
  const EnhancedCode enhanced = enhanced_code(exchange.words);
  std::string out = std::to_string(exchange.code);
  if (enhanced.status != 0)
    out += " " + std::to_string(enhanced.status) + "." + std::to_string(enhanced.subject) + "." +
           std::to_string(enhanced.detail);
  return out;
}

std::string detail(const Exchange& exchange) {
  if (is_refusal(exchange.code) && !exchange.words.empty()) return exchange.words;
  return exchange.error.empty() ? curl_easy_strerror(exchange.result) : exchange.error;
}

Judgement deferred(const Exchange& exchange, FailureClass failure, std::string_view reason,
                   bool at_once = false) {
  return {.outcome = Outcome::deferred(failure, std::string(reason), code_text(exchange), detail(exchange)),
          .try_again_at_once = at_once};
}

Judgement accepted(const Exchange& exchange) {
  Judgement judgement{.outcome = Outcome::accepted(queue_id(exchange.words)), .try_again_at_once = false};
  judgement.outcome.code = code_text(exchange);
  judgement.outcome.detail = bounded_detail(exchange.words);
  return judgement;
}

// At MAIL there are no recipients yet of which there could be too many: the session has had as many mails as the server
// takes in one (OpenSMTPD: 100), and the next one begins anew.
bool session_is_full(const Exchange& exchange, EnhancedCode enhanced) {
  return exchange.stage == Stage::mail && exchange.code == 452 && enhanced.status == 4 &&
         enhanced.subject == 5 && enhanced.detail == 3;
}

Judgement refused(const Exchange& exchange) {
  const EnhancedCode enhanced = enhanced_code(exchange.words);
  const Refusal refusal = refusal_of(exchange.stage, exchange.code, enhanced);
  Judgement judgement;
  std::string reason(refusal.reason);
  judgement.outcome =
      refusal.verdict == Verdict::rejected
          ? Outcome::rejected(refusal.failure, std::move(reason), code_text(exchange), detail(exchange))
          : Outcome::deferred(refusal.failure, std::move(reason), code_text(exchange), detail(exchange));
  judgement.try_again_at_once = (exchange.code == 421 || session_is_full(exchange, enhanced)) &&
                                !exchange.saw_354 && refusal.failure == FailureClass::transient;
  return judgement;
}

std::string_view cause_of_loss(CURLcode result) {
  switch (result) {
    case CURLE_OPERATION_TIMEDOUT:
      return "timeout";
    case CURLE_ABORTED_BY_CALLBACK:
      return "interrupted";
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
      return "connection_lost";
    default:
      return "unknown_answer";
  }
}

Judgement judge_body(const Exchange& exchange) {
  if (!exchange.all_handed)
    return deferred(exchange, FailureClass::transient, cause_of_loss(exchange.result));
  if (exchange.result == CURLE_OK && exchange.code == 250) return accepted(exchange);
  if (exchange.result == CURLE_WEIRD_SERVER_REPLY && is_refusal(exchange.code)) return refused(exchange);
  const std::string reason(cause_of_loss(exchange.result));
  return {.outcome = Outcome::in_doubt(reason, code_text(exchange), detail(exchange)),
          .try_again_at_once = false};
}

// No name, no connection, no greeting: nobody was there to be asked.
bool nobody_answered(const Exchange& exchange) {
  return exchange.stage == Stage::hello && exchange.code == 0;
}

Judgement judge_commands(const Exchange& exchange) {
  switch (exchange.result) {
    case CURLE_SEND_ERROR:
      if (is_refusal(exchange.code)) return refused(exchange);
      return deferred(exchange, FailureClass::transient, "connection_lost", true);
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
      return deferred(exchange, FailureClass::transient, "connection_lost", true);
    case CURLE_OPERATION_TIMEDOUT:
      return deferred(exchange, FailureClass::transient,
                      nobody_answered(exchange) ? "gateway_down" : "timeout");
    case CURLE_ABORTED_BY_CALLBACK:
      return deferred(exchange, FailureClass::transient, "interrupted");
    case CURLE_LOGIN_DENIED:
    case CURLE_USE_SSL_FAILED:
      // 454: not now (RFC 3207, RFC 4954).
      if (exchange.code >= 400 && exchange.code < 500)
        return deferred(exchange, FailureClass::transient, "gateway_down");
      return deferred(exchange, FailureClass::configuration,
                      exchange.result == CURLE_LOGIN_DENIED ? "not_authorized" : "misconfigured");
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_ENGINE_NOTFOUND:
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return deferred(exchange, FailureClass::configuration, "misconfigured");
    default:
      return deferred(exchange, FailureClass::transient, "gateway_down");
  }
}

}  // namespace

Judgement judge(const Exchange& exchange) {
  if (exchange.auth_missing) {
    Judgement judgement = deferred(exchange, FailureClass::configuration, "not_authorized");
    judgement.outcome.detail = "the server offers no log-in (AUTH), although a user name is configured";
    return judgement;
  }
  if (exchange.saw_354) return judge_body(exchange);
  if (exchange.result == CURLE_OK)
    return {.outcome = Outcome::in_doubt("unknown_answer", code_text(exchange), "no 354 was seen"),
            .try_again_at_once = false};
  return judge_commands(exchange);
}

}  // namespace triand::channels::email
