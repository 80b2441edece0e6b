#include "daemon/server/api/letter_acks.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <span>

#include "daemon/receipts/letter_ack.hpp"
#include "daemon/server/api/refusal.hpp"
#include "daemon/store/campaign_writer.hpp"
#include "daemon/store/record.hpp"

namespace triand::server {
namespace {

using receipts::LetterAck;

constexpr std::size_t kPiece = 500;  // deliveries in one transaction

struct Tally {
  std::int64_t applied = 0;
  boost::json::array unknown;
  boost::json::array repeated;
};

bool said_before(store::Reader& reader, std::int64_t delivery, const LetterAck& ack) {
  const auto history = reader.history(delivery);
  return std::any_of(history.begin(), history.end(), [&](const store::HistoryView& row) {
    return row.event == store::HistoryEvent::receipt && row.code == receipts::to_string(ack.status);
  });
}

store::LaterWord word_of(const ApiWorld& world, const store::DeliveryView& view, const LetterAck& ack,
                         const std::string& who) {
  store::LaterWord word;
  word.delivery = view.id;
  word.code = receipts::to_string(ack.status);
  word.detail = ack.date;
  if (!ack.reason.empty()) word.detail += (word.detail.empty() ? "" : ": ") + ack.reason;
  word.who = who;
  word.now = world.now();
  switch (ack.status) {
    case LetterAck::Status::printed:
      word.moves = false;
      break;
    case LetterAck::Status::posted:
      word.event = domain::DeliveryEvent::receipt_delivered;
      break;
    case LetterAck::Status::returned:
      word.event = domain::DeliveryEvent::receipt_failed;
      word.reason = domain::Reason::returned_letter;
      break;
    case LetterAck::Status::rejected:
      word.event = domain::DeliveryEvent::receipt_failed;
      word.reason = domain::Reason::letter_rejected;
      break;
  }
  if (word.event == domain::DeliveryEvent::receipt_failed) word.next_channel = world.next_channel(view);
  return word;
}

Tally apply(const ApiWorld& world, const std::vector<LetterAck>& acks, const std::string& who) {
  Tally tally;
  std::set<std::pair<std::int64_t, LetterAck::Status>> seen;
  std::vector<store::LaterWord> words;
  const auto reader = world.reader();
  const auto flush = [&] {
    if (words.empty()) return;
    world.writer.run([&](store::WriteSession& session) {
      for (const store::LaterWord& word : words) store::apply_later_word(session, word);
    });
    tally.applied += static_cast<std::int64_t>(words.size());
    words.clear();
  };
  for (const LetterAck& ack : acks) {
    const auto view = reader->delivery(ack.reference);
    if (!view || view->channel_kind != "letter") {
      tally.unknown.emplace_back(ack.reference);
    } else if (!seen.emplace(view->id, ack.status).second || said_before(*reader, view->id, ack)) {
      tally.repeated.emplace_back(ack.reference);
    } else {
      words.push_back(word_of(world, *view, ack, who));
      if (words.size() == kPiece) flush();
    }
  }
  flush();
  return tally;
}

}  // namespace

Answer letter_acks(const ApiWorld& world, const Request& request) {
  std::ifstream file(request.upload_file, std::ios::binary);
  if (!file) return invalid_request("there is no file", "send it as the request's body");
  const std::string text(std::istreambuf_iterator<char>(file), {});
  const receipts::LetterAckFile read = receipts::read_letter_acks(text);
  if (!read.unusable.empty())
    return ApiError{2, "invalid-file", read.unusable, "the first line is: reference,status,date,reason"};
  Tally tally = apply(world, read.acks, request.caller.name);
  world.writer.run([&](store::WriteSession& session) {
    store::write_audit(session, request.caller.name, "letters.ack", std::to_string(tally.applied), "",
                       world.now());
  });
  world.changed();
  boost::json::array faults;
  for (const receipts::LetterAckFault& fault : read.faults) {
    boost::json::object item;
    item["line"] = fault.line;
    item["message"] = fault.message;
    faults.push_back(std::move(item));
  }
  boost::json::object out;
  out["schema"] = "triand.letters_ack/v1";
  out["read"] = read.acks.size() + read.faults.size();
  out["applied"] = tally.applied;
  out["rejected"] = tally.unknown.size() + read.faults.size();
  out["unknown"] = std::move(tally.unknown);
  out["repeated"] = std::move(tally.repeated);
  out["faults"] = std::move(faults);
  return out;
}

}  // namespace triand::server
