#include "channels/sms/poller.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "channels/sms/phone_form.hpp"

namespace triand::channels {
namespace {

// Questions at once: messages come first.
constexpr std::size_t kAtOnce = 4;
// Between the first questions about what an earlier run has left.
constexpr std::chrono::milliseconds kBetweenOld{5};

std::chrono::milliseconds longer(std::chrono::milliseconds wait, const PollRules& rules) {
  const auto next =
      std::chrono::milliseconds(static_cast<std::int64_t>(static_cast<double>(wait.count()) * rules.factor));
  return std::min(next, rules.longest);
}

}  // namespace

Poller::Poller(std::shared_ptr<const SmsSettings> settings, Runtime& runtime, Fetch fetch,
               FillToken fill_token)
    : settings_(std::move(settings)),
      rules_(settings_->description->poll),
      runtime_(runtime),
      fetch_(std::move(fetch)),
      fill_token_(std::move(fill_token)),
      timer_(runtime.executor) {}

void Poller::watch(std::string reference, std::string id, std::string phone) {
  const Time now = std::chrono::steady_clock::now();
  add(now + rules_.first, {std::move(reference), std::move(id), std::move(phone), now, rules_.first});
  arm();
}

void Poller::go_on(std::vector<Channel::Taken> taken) {
  const Time now = std::chrono::steady_clock::now();
  const auto wall = runtime_.now();
  Time due = now + rules_.first;
  for (Channel::Taken& one : taken) {
    const std::optional<std::string> phone = phone_in_form(one.to, settings_->description->phone);
    const auto age = std::chrono::duration_cast<std::chrono::milliseconds>(wall - one.at);
    if (!phone || one.provider_id.empty() || age > rules_.give_up) continue;
    add(due, {std::move(one.reference), std::move(one.provider_id), *phone, now - age, rules_.first});
    due += kBetweenOld;
  }
  arm();
}

void Poller::add(Time due, Watched watched) {
  if (stopped_) return;
  if (due_.size() >= kMost) due_.erase(due_.begin());
  due_.emplace(due, std::move(watched));
}

void Poller::stop() {
  stopped_ = true;
  timer_.cancel();
  due_.clear();
}

void Poller::arm() {
  if (stopped_ || due_.empty() || asking_ >= kAtOnce) return;
  timer_.expires_at(due_.begin()->first);
  timer_.async_wait([this, alive = std::weak_ptr(alive_)](const boost::system::error_code& error) {
    if (!error && !alive.expired()) ask_due();
  });
}

void Poller::ask_due() {
  const Time now = std::chrono::steady_clock::now();
  while (asking_ < kAtOnce && !due_.empty() && due_.begin()->first <= now)
    ask(std::move(due_.extract(due_.begin()).mapped()));
  arm();
}

void Poller::ask(Watched watched) {
  RequestValues values;
  values.credentials = &settings_->credentials;
  values.id = watched.id;
  values.reference = watched.reference;
  values.phone = watched.phone;
  fill_token_(values);
  HttpRequest request;
  request.method = rules_.post ? HttpRequest::Method::post : HttpRequest::Method::get;
  request.timeout = settings_->timeout;
  request.url = settings_->endpoint + rules_.target.render(values);
  const std::string rendered = rules_.has_body ? rules_.body.render(values) : std::string();
  if (rules_.post)
    request.body = rendered;
  else if (!rendered.empty())
    request.url += "?" + rendered;
  request.headers = settings_->headers_with(values.token, values.session);
  ++asking_;
  fetch_(std::move(request),
         [this, alive = std::weak_ptr(alive_), watched = std::move(watched)](HttpResponse response) mutable {
           if (!alive.expired()) answered(std::move(watched), response);
         });
}

void Poller::answered(Watched watched, const HttpResponse& response) {
  --asking_;
  const Answer answer(rules_.answer, response.complete ? std::string_view(response.body) : std::string_view(),
                      response.status);
  const auto field = [&answer](std::string_view path) { return answer.field(path); };
  const bool known = response.complete && response.status < 300 && rules_.known.holds(field);
  const auto receipt = known ? rules_.rules.receipt(answer) : std::nullopt;
  if (receipt && receipt->word != Receipt::Word::pending) {
    Receipt word = *receipt;
    word.reference = std::move(watched.reference);
    word.provider_id = std::move(watched.id);
    runtime_.on_receipt(std::move(word));
  } else {
    const Time now = std::chrono::steady_clock::now();
    watched.wait = longer(watched.wait, rules_);
    if (!stopped_ && now + watched.wait - watched.since <= rules_.give_up)
      due_.emplace(now + watched.wait, std::move(watched));
  }
  arm();
}

}  // namespace triand::channels
