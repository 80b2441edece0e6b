#include "daemon/server/api/letter_reprint.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "daemon/domain/advertising_consent.hpp"
#include "daemon/domain/leg.hpp"
#include "daemon/server/api/delivery_address.hpp"
#include "daemon/server/api/job_answer.hpp"
#include "daemon/server/api/json_body.hpp"
#include "daemon/server/api/letter_batches.hpp"
#include "daemon/server/api/refusal.hpp"
#include "daemon/store/campaign_writer.hpp"
#include "daemon/store/letter_word.hpp"

namespace triand::server {
namespace {

struct Choice {
  std::vector<channels::Envelope> letters;
  std::vector<std::int64_t> deliveries;  // beside `letters`
  boost::json::array left_out;

  void leave_out(const std::string& reference, std::string_view why) {
    left_out.push_back(boost::json::object{{"reference", reference}, {"message", why}});
  }
};

// The batch that a letter was last handed over in.
std::string batch_of(store::Reader& reader, std::int64_t delivery) {
  std::string batch;
  for (const store::HistoryView& row : reader.history(delivery))
    if (row.event != store::HistoryEvent::receipt && !row.provider_id.empty()) batch = row.provider_id;
  return batch;
}

// Why that letter is not printed once more; else its envelope is among the chosen.
std::string choose(const ApiWorld& world, const std::string& of, const std::string& reference,
                   Choice& choice) {
  const auto reader = world.reader();
  const auto view = reader->delivery(reference);
  if (!view) return "there is no such letter any more";
  if (view->state != domain::DeliveryState::accepted)
    return "it is " + std::string(domain::to_string(view->state)) + ", not on its way";
  if (const std::string batch = batch_of(*reader, view->id); batch != of)
    return "it is in batch " + batch + " now";
  const auto campaign = reader->campaign(view->campaign);
  if (!campaign || campaign->state == "cancelled") return "its campaign is cancelled";
  const auto customer = reader->customer(view->customer_id, view->customer_version);
  const auto newest = reader->customer(view->customer_id);
  if (!customer || !newest) return "the customer's data is gone";
  if (newest->customer.opt_out) return std::string(domain::text_of(domain::Reason::opted_out).english);
  const bool advertising = world.is_advertising(*campaign);
  if (advertising && !domain::consents_to_advertising(newest->customer))
    return std::string(domain::text_of(domain::Reason::no_consent).english);
  const domain::Reason suppressed = world.suppressions.index().by_channel(
      newest->customer, {.address = view->address_kind,
                         .channel = domain::scope_of_channel(view->channel_kind),
                         .advertising = advertising,
                         .now = world.now()});
  if (suppressed != domain::Reason::none) return std::string(domain::text_of(suppressed).english);
  auto text = world.text_of(*view);
  if (!text || text->text.empty()) return "its text cannot be made any more";
  channels::Envelope envelope;
  envelope.reference = view->reference;
  envelope.to = domain::address_of(customer->customer, domain::AddressKind::postal);
  envelope.text = std::move(text->text);
  envelope.campaign = view->campaign;
  envelope.customer_code = view->customer_code;
  envelope.recipient_name = customer->customer.full_name;
  envelope.province = customer->customer.province;
  envelope.unit_name = customer->unit_name;
  envelope.language = customer->customer.language;
  choice.letters.push_back(std::move(envelope));
  choice.deliveries.push_back(view->id);
  return {};
}

Choice choose_all(const ApiWorld& world, const std::string& of, const std::vector<std::string>& of_batch,
                  const std::set<std::string>& wanted) {
  Choice choice;
  for (const std::string& reference : of_batch) {
    if (!wanted.empty() && !wanted.contains(reference)) continue;
    if (const std::string why = choose(world, of, reference, choice); !why.empty())
      choice.leave_out(reference, why);
  }
  for (const std::string& reference : wanted)
    if (std::find(of_batch.begin(), of_batch.end(), reference) == of_batch.end())
      choice.leave_out(reference, "it is not in this batch");
  return choice;
}

// "REFERENCE REFERENCE": parted by blanks.
std::set<std::string> words_of(const std::string& text) {
  std::set<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) out.insert(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

struct Order {
  std::string of;
  std::vector<std::string> of_batch;  // every reference in it
  std::set<std::string> wanted;       // empty: all
  std::string reason;
  std::string who;
};

// Of a reprint whose end the service did not live to see: it is written down now, so that its letters are not printed a
// third time.
void note_unseen(const ApiWorld& world, const LetterWorld& letters, const Order& order) {
  for (const auto& reprint : letters.reprints()) {
    const std::string& batch = reprint.first;
    const std::string& of = reprint.second;
    if (of != order.of && batch != order.of) continue;
    std::vector<std::int64_t> unseen;
    const auto reader = world.reader();
    for (const std::string& reference : letters.letters_of(batch)) {
      const auto view = reader->delivery(reference);
      if (view && batch_of(*reader, view->id) == of) unseen.push_back(view->id);
    }
    if (unseen.empty()) continue;
    world.writer.run([&](store::WriteSession& session) {
      for (const std::int64_t delivery : unseen)
        // Who ordered it stands in the audit; whoever comes now did not.
        store::note_reprint(session, delivery, batch, of, "", world.now());
    });
  }
}

// Why, by the first of them.
ApiError nothing_to_print(const std::string& of, const Choice& choice) {
  std::string why = "no letter of batch " + of + " is printed once more";
  if (!choice.left_out.empty()) {
    const auto& first = choice.left_out.front().as_object();
    why += "; ";
    why += first.at("reference").as_string();
    why += ": ";
    why += first.at("message").as_string();
  }
  return wrong_state(why, "trianctl letters list shows the batches");
}

Answer print_again(const ApiWorld& world, const LetterWorld& letters, const Order& order,
                   const Progress& progress) {
  note_unseen(world, letters, order);
  Choice choice = choose_all(world, order.of, order.of_batch, order.wanted);
  if (choice.letters.empty()) return nothing_to_print(order.of, choice);
  std::vector<std::string> references;
  for (const channels::Envelope& letter : choice.letters) references.push_back(letter.reference);
  const auto done = letters.reprint(order.of, std::move(choice.letters), progress);
  if (!done) {
    // Without its reason: no letter's history leads to it, so that an erasure would not find it.
    world.writer.run([&](store::WriteSession& session) {
      store::write_audit(session, order.who, "letters.reprint", order.of, "", world.now());
    });
    return still_printing("letters of batch " + order.of + " were");
  }
  if (done->batch.empty()) return ApiError{1, "not-printed", done->fault, "mend that and ask again"};
  const std::set<std::string> printed(done->printed.begin(), done->printed.end());
  world.writer.run([&](store::WriteSession& session) {
    // Of one moment: the letters' histories lead to what the audit says of them (typed_words.hpp).
    const auto now = world.now();
    for (std::size_t at = 0; at < references.size(); ++at)
      if (printed.contains(references[at]))
        store::note_reprint(session, choice.deliveries[at], done->batch, order.of, order.who, now);
    store::write_audit(session, order.who, "letters.reprint", order.of, order.reason, now);
  });
  for (const auto& [reference, why] : done->refused) choice.leave_out(reference, why);
  boost::json::object out;
  out["schema"] = "triand.letter_reprint/v1";
  out["batch"] = done->batch;
  out["reprint_of"] = order.of;
  out["letters"] = printed.size();
  out["left_out"] = std::move(choice.left_out);
  return out;
}

}  // namespace

Answer letter_reprint(const ApiWorld& world, std::shared_ptr<const LetterWorld> letters,
                      const Request& request) {
  JsonBody body(request);
  Order order;
  order.wanted = words_of(body.text("references"));
  order.reason = body.text("reason");
  if (auto fault = body.fault()) return *fault;
  order.of = request.parameter("batch");
  order.who = request.caller.name;
  const std::string hint = "the batches are: trianctl letters list";
  if (!letter_batch(world, *letters, order.of))
    return not_found("no-such-batch", "there is no batch " + order.of, hint);
  order.of_batch = letters->letters_of(order.of);
  if (order.of_batch.empty()) return wrong_state("batch " + order.of + " has not been handed over", hint);
  return start_job(
      world, request.caller, "reprint",
      [&world, letters = std::move(letters), order = std::move(order)](Progress& progress) {
        return print_again(world, *letters, order, progress);
      },
      kPressTurn);
}

}  // namespace triand::server
