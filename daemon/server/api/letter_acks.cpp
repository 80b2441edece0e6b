#include "daemon/server/api/letter_acks.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>
#include <vector>

#include "channels/outcome.hpp"
#include "daemon/receipts/letter_ack.hpp"
#include "daemon/server/api/refusal.hpp"
#include "daemon/store/campaign_writer.hpp"
#include "daemon/store/letter_word.hpp"

namespace triand::server {
namespace {

using receipts::LetterAck;

constexpr std::size_t kPiece = 500;  // deliveries in one transaction

struct Tally {
  std::int64_t applied = 0;
  boost::json::array unknown;
  boost::json::array repeated;
  std::vector<receipts::LetterAckFault> faults;
};

// A row's word, on its way into the store.
struct Word {
  const LetterAck* ack = nullptr;
  store::LaterWord word;
};

store::LetterStatus status_of(const LetterAck& ack) {
  switch (ack.status) {
    case LetterAck::Status::printed:
      return store::LetterStatus::printed;
    case LetterAck::Status::posted:
      return store::LetterStatus::posted;
    case LetterAck::Status::returned:
      return store::LetterStatus::returned;
    case LetterAck::Status::rejected:
      break;
  }
  return store::LetterStatus::rejected;
}

store::LaterWord word_of(const ApiWorld& world, const store::DeliveryView& view, const LetterAck& ack,
                         const std::string& who) {
  store::LaterWord word;
  word.delivery = view.id;
  word.code = receipts::to_string(ack.status);
  word.detail = ack.date;
  if (!ack.reason.empty()) word.detail += (word.detail.empty() ? "" : ": ") + ack.reason;
  // The post's own words, as a file brought them.
  word.detail = channels::bounded_detail(word.detail);
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

void refuse(Tally& tally, const LetterAck& ack, std::string why) {
  tally.unknown.emplace_back(ack.reference);
  tally.faults.push_back({ack.line, std::move(why)});
}

// One transaction. Whether a word was said before is asked in it: two files may come at once.
void write_words(const ApiWorld& world, std::vector<Word>& words, Tally& tally) {
  if (words.empty()) return;
  std::vector<store::LetterWordFate> fates;
  world.writer.run([&](store::WriteSession& session) {
    fates.clear();
    for (const Word& word : words)
      fates.push_back(store::apply_letter_word(session, word.word, status_of(*word.ack)));
  });
  for (std::size_t at = 0; at < words.size(); ++at) {
    const LetterAck& ack = *words[at].ack;
    switch (fates[at]) {
      case store::LetterWordFate::applied:
        ++tally.applied;
        break;
      case store::LetterWordFate::repeated:
        tally.repeated.emplace_back(ack.reference);
        break;
      case store::LetterWordFate::not_handed_over:
        refuse(tally, ack,
               "letter " + ack.reference +
                   " has not been handed over yet; look whose file this is, and if its batch has just been "
                   "released, give it again");
        break;
    }
  }
  words.clear();
}

Tally apply(const ApiWorld& world, const std::vector<LetterAck>& acks, const std::string& who) {
  Tally tally;
  std::vector<Word> words;
  for (const LetterAck& ack : acks) {
    const auto reader = world.reader();
    const auto view = reader->delivery(ack.reference);
    if (!view || view->channel_kind != "letter") {
      refuse(tally, ack,
             "there is no letter " + ack.reference + "; its reference stands in the batch's manifest.csv");
      continue;
    }
    words.push_back({.ack = &ack, .word = word_of(world, *view, ack, who)});
    if (words.size() == kPiece) write_words(world, words, tally);
  }
  write_words(world, words, tally);
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
  tally.faults.insert(tally.faults.end(), read.faults.begin(), read.faults.end());
  std::stable_sort(tally.faults.begin(), tally.faults.end(),
                   [](const auto& a, const auto& b) { return a.line < b.line; });
  boost::json::array faults;
  for (const receipts::LetterAckFault& fault : tally.faults) {
    boost::json::object item;
    item["line"] = fault.line;
    item["message"] = fault.message;
    faults.push_back(std::move(item));
  }
  boost::json::object out;
  out["schema"] = "triand.letters_ack/v1";
  out["read"] = read.acks.size() + read.faults.size();
  out["applied"] = tally.applied;
  out["rejected"] = tally.faults.size();
  out["unknown"] = std::move(tally.unknown);
  out["repeated"] = std::move(tally.repeated);
  out["faults"] = std::move(faults);
  return out;
}

}  // namespace triand::server
