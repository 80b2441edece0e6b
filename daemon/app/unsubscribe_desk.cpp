#include "daemon/app/unsubscribe_desk.hpp"

#include <algorithm>
#include <future>
#include <memory>

#include "channels/channel.hpp"
#include "channels/signed_reference.hpp"
#include "daemon/domain/addressee.hpp"
#include "daemon/server/body_budget.hpp"
#include "daemon/server/unsubscribe_page.hpp"
#include "daemon/store/record.hpp"

namespace triand::app {
namespace {

using server::UnsubscribePage;

constexpr auto kWho = "unsubscribe link";

std::string link_of(const server::Request& request, const UnsubscribeAddress& address) {
  return address.query.empty() ? request.parameter("reference") : std::string(request.asked(address.query));
}

store::LaterWord note_about(const store::DeliveryView& delivery, store::TimePoint now) {
  store::LaterWord word;
  word.delivery = delivery.id;
  word.event = domain::DeliveryEvent::receipt_failed;
  word.moves = false;
  word.reason = domain::Reason::opted_out;
  word.code = "unsubscribed";
  word.detail = "the recipient followed the unsubscribe link";
  word.now = now;
  return word;
}

}  // namespace

void UnsubscribeDesk::add_routes(server::Router& router, const std::vector<UnsubscribeAddress>& addresses) {
  std::vector<std::string> known;
  for (const UnsubscribeAddress& address : addresses) {
    if (std::find(known.begin(), known.end(), address.pattern) != known.end()) continue;
    known.push_back(address.pattern);
    server::Route get;
    get.method = "GET";
    get.pattern = address.pattern;
    get.open = server::Open::everywhere;
    get.runs = server::Runs::on_network;
    get.handler = [this, address](server::Request& request) { return show(link_of(request, address)); };
    server::Route post = get;
    post.method = "POST";
    post.runs = server::Runs::on_worker;
    post.body_bytes = server::kSmallBody;
    post.handler = [this, address](server::Request& request) {
      return take(request, link_of(request, address));
    };
    router.add(std::move(get));
    router.add(std::move(post));
  }
}

server::Response UnsubscribeDesk::show(const std::string& link) const {
  const bool ours =
      channels::read_signed_reference(world_.key, channels::kUnsubscribePurpose, link).has_value();
  return server::unsubscribe_page(ours ? UnsubscribePage::ask : UnsubscribePage::unknown);
}

server::Response UnsubscribeDesk::take(const server::Request& request, const std::string& link) const {
  const auto reference = channels::read_signed_reference(world_.key, channels::kUnsubscribePurpose, link);
  if (!reference) return server::unsubscribe_page(UnsubscribePage::unknown);
  if (!server::asks_for_one_click(request.header("Content-Type"), request.body)) {
    server::Response response = server::unsubscribe_page(UnsubscribePage::ask);
    response.status = 400;
    return response;
  }
  try {
    const auto reader = world_.readers.lend();
    // A test message has a link too, and is about nobody.
    if (const auto delivery = reader->delivery(*reference)) {
      const auto customer = reader->customer(delivery->customer_id, delivery->customer_version);
      const domain::Addressee addressee{.customer_code = delivery->customer_code,
                                        .email = customer ? customer->customer.email : std::string()};
      const bool advertising = world_.advertises(*reader, *delivery);
      if (record(*delivery, domain::suppressions_by_unsubscribing(addressee, advertising))) {
        world_.log.info("unsubscribed", "by the link of " + delivery->reference);
        world_.changed(advertising);
      }
    }
    return server::unsubscribe_page(UnsubscribePage::done);
  } catch (const std::exception& trouble) {
    world_.log.error("unsubscribe_failed", trouble.what());
    return server::unsubscribe_page(UnsubscribePage::trouble);
  }
}

bool UnsubscribeDesk::record(const store::DeliveryView& delivery,
                             const std::vector<domain::Suppression>& suppressions) const {
  struct State {
    explicit State(store::SuppressionDesk& desk) : consequences(desk) {}
    store::SuppressionDesk::Consequences consequences;
    bool is_new = false;
    std::promise<bool> done;
  };
  const auto state = std::make_shared<State>(world_.suppressions);
  auto done = state->done.get_future();
  world_.writer.post(
      [state, suppressions, note = note_about(delivery, world_.now())](store::WriteSession& session) {
        state->consequences.begin();
        state->is_new = state->consequences.store(session, suppressions, kWho);
        if (state->is_new) store::apply_later_word(session, note);
      },
      [state](std::exception_ptr error) {
        if (error) return state->done.set_exception(error);
        state->consequences.known();
        state->done.set_value(state->is_new);
      });
  return done.get();
}

}  // namespace triand::app
