#include "tests/standin/service/service.hpp"

#include "tests/standin/json_fields.hpp"
#include "tests/standin/service/control.hpp"
#include "tests/standin/service/fast_answer.hpp"
#include "tests/standin/service/ledger_pages.hpp"
#include "tests/standin/service/misbehaviour.hpp"
#include "tests/standin/smtp/mail.hpp"
#include "tests/standin/zalo/zalo_events.hpp"

namespace triand::standin {
namespace {

std::string_view without_slash(std::string_view path) {
  return path.size() > 1 && path.ends_with('/') ? path.substr(0, path.size() - 1) : path;
}

}  // namespace

std::optional<Channel> channel_of(const Request& request) {
  if (request.method != "POST") return std::nullopt;
  std::string_view path = without_slash(request.path);
  if (path == "/MainService.svc/json/SendMultipleMessage_V4_post_json") return Channel::sms;
  if (is_sms_request(request)) return Channel::sms;
  if (path == "/message/template" || path == "/message/template/hashphone") return Channel::zalo;
  if (path == "/v4/oa/access_token") return Channel::oauth;
  if (path == "/notices") return Channel::website;
  return std::nullopt;
}

Service::Service(Settings settings, std::uint64_t salt)
    : settings_(std::move(settings)),
      ledger_(settings_.fast),
      esms_(settings_.esms, salt),
      sms_(settings_.sms, salt),
      tokens_(settings_.zalo, salt),
      zalo_(settings_.zalo, tokens_, salt),
      portal_(settings_.website_secret, settings_.website_webhook) {
  zalo_.set_webhook(settings_.zalo_webhook);
}

Plan Service::handle(const Request& request, TimePoint now, std::optional<Actions> decided) {
  std::optional<Channel> channel = channel_of(request);
  if (channel) return handle_message(*channel, request, now, std::move(decided));
  Plan plan;
  if (request.method == "POST" && without_slash(request.path) == "/standin/zalo/event")
    plan_event(request, now, plan);
  else
    plan.reply = handle_query(request, now);
  return plan;
}

// Answered once the receiver has answered the event's first try.
void Service::plan_event(const Request& request, TimePoint now, Plan& plan) {
  const ParsedObject wish = parse_object(request.body);
  auto event = made_event(zalo_.webhook(), wish.fields, now, settings_.zalo.retry_scale);
  if (!wish.ok || !event || event->url.empty()) {
    plan.reply = error_page(400, "a JSON object with `event` is needed, and a webhook to tell it to");
    return;
  }
  const boost::json::object& content = wish.fields.at("event").get_object();
  if (text_field(content, "event_name") == "user_feedback")
    if (const auto* message = content.if_contains("message"); message != nullptr && message->is_object())
      zalo_.remember_rating(message->get_object());
  const boost::json::value* copies = wish.fields.if_contains("copies");
  const std::int64_t more = copies != nullptr && copies->is_int64() ? copies->get_int64() : 1;
  for (std::int64_t copy = 0; copy < more; ++copy) plan.early.push_back({.message = {}, .ready = event});
  plan.reply = json_reply(boost::json::object{{"ok", true}});
}

Service::HeadDecision Service::decide_by_head(const Request& head) {
  HeadDecision decision;
  std::optional<Channel> channel = channel_of(head);
  if (!channel || settings_.fast || !rules_.decides_by_header(*channel)) return decision;
  decision.actions = Actions{rules_.decide({*channel, "", ""})};
  decision.reset = leading_action(*decision.actions).reset_before_reading;
  if (decision.reset) ledger_.count_request(*channel);
  return decision;
}

Actions Service::decide(Channel channel, const Request& request) {
  Actions actions;
  if (rules_.empty()) return actions;
  for (const Subject& subject : gateway(channel, request).subjects(request))
    actions.push_back(rules_.decide(subject));
  return actions;
}

Plan Service::handle_message(Channel channel, const Request& request, TimePoint now,
                             std::optional<Actions> decided) {
  Plan plan;
  ledger_.count_request(channel);
  // Of the SMS gateways only eSMS has a fast answer.
  if (settings_.fast && channel != Channel::oauth && sms_.taking(request) == nullptr) {
    plan.reply = fast_answer(channel, request.body, ++count_, ledger_);
    return plan;
  }
  Actions actions = decided ? std::move(*decided) : decide(channel, request);
  Action action = leading_action(actions);
  if (action.strikes_request() && !action.accepts() && action.error.empty()) {
    misbehave(plan, action);
    return plan;
  }
  Answer answer = gateway(channel, request).answer(request, actions, now);
  for (const Message& message : answer.accepted) ledger_.accept(message, now);
  for (const Message& message : answer.recognised) ledger_.recognise(message);
  plan.reply = std::move(answer.reply);
  misbehave(plan, action);
  if (sms_.taking(request) == nullptr || actions.size() < 2) {
    plan_receipts(plan, action, answer.accepted, settings_.receipt_delay);
    return plan;
  }
  // Each message of an SMS batch has the receipt that its own rule asks for.
  const std::vector<Subject> subjects = gateway(channel, request).subjects(request);
  for (const Message& message : answer.accepted)
    for (std::size_t i = 0; i < subjects.size() && i < actions.size(); ++i)
      if (subjects[i].address == message.address)
        plan_receipts(plan, actions[i].value_or(Action()), {message}, settings_.receipt_delay);
  return plan;
}

Reply Service::handle_query(const Request& request, TimePoint now) {
  std::string_view path = without_slash(request.path);
  if (request.method == "GET" && path == "/message/quota") return zalo_.quota(request, now);
  if (request.method == "GET" && path == "/message/status") return zalo_.status(request, now);
  if (request.method == "GET" && path == "/template/info/v2") return zalo_.template_details(request, now);
  if (request.method == "GET" && path == "/template/all") return zalo_.template_list(request, now);
  if (request.method == "GET" && path == "/quality") return zalo_.quality(request, now);
  if (request.method == "POST" && path == "/rating/get") return zalo_.ratings(request, now);
  if (request.method == "POST" && path == "/MainService.svc/json/GetBalance_json")
    return esms_.balance(request);
  if (auto reply = sms_.other(request, now)) return std::move(*reply);
  return control_reply(*this, request, now);
}

Gateway& Service::gateway(Channel channel, const Request& request) {
  Gateway* const other = channel == Channel::sms ? sms_.taking(request) : nullptr;
  return other != nullptr ? *other : gateway(channel);
}

Gateway& Service::gateway(const Message& message) {
  Gateway* const other = sms_.named(message.gateway);
  return other != nullptr ? *other : gateway(message.channel);
}

Gateway& Service::gateway(Channel channel) {
  if (channel == Channel::sms) return esms_;
  if (channel == Channel::zalo) return zalo_;
  if (channel == Channel::oauth) return tokens_;
  return portal_;
}

std::optional<Receipt> Service::receipt(const PlannedReceipt& planned, TimePoint now) {
  if (planned.ready) return planned.ready;
  return gateway(planned.message).receipt(planned.message, planned.kind, now);
}

std::optional<Action> Service::recipient_named(const std::string& address) {
  ledger_.count_request(Channel::email);
  if (settings_.fast) return Action();
  return rules_.decide({Channel::email, address, ""});
}

void Service::mail_accepted(const std::vector<std::string>& recipients, std::string_view raw,
                            const std::string& queue_id) {
  if (settings_.fast) {
    std::string reference = mail_reference(raw);
    for (std::size_t copy = 0; copy < recipients.size(); ++copy)
      ledger_.accept_compact(Channel::email, reference);
    return;
  }
  Mail mail = parse_mail(raw);
  for (const std::string& recipient : recipients) {
    ledger_.accept({Channel::email, mail.reference, recipient, mail.subject, mail.text, queue_id, "", ""},
                   std::chrono::system_clock::now());
  }
}

void Service::forget() {
  ledger_.clear();
  for (Channel channel : {Channel::sms, Channel::zalo, Channel::website}) gateway(channel).forget();
  sms_.forget();
}

}  // namespace triand::standin
