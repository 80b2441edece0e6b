#include "daemon/store/gateway_message.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace triand::store {
namespace {

// Receipt::Word as the stray table has it.
constexpr int kDelivered = 0;
constexpr int kPending = 2;
constexpr int kAccepted = 3;

constexpr std::string_view kUnknownPart = "?";

// FNV-1a, without its sign bit: a number of its own kind, below those that are ids themselves.
std::int64_t hash_of(std::string_view text) {
  std::uint64_t value = 0xCBF29CE484222325U;
  for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return -static_cast<std::int64_t>(value >> 1U) - 1;
}

// All ids of the delivery's newest attempt that has this one among them, else of a later word; empty: none has.
std::string ids_with(WriteSession& session, std::int64_t delivery, const std::string& provider_id) {
  auto& find = session.prepare(
      "SELECT provider_id FROM history WHERE delivery_id = ?1 AND event IN (?3, ?4) AND (provider_id = ?2 OR "
      "instr(',' || provider_id || ',', ',' || ?2 || ',') > 0) ORDER BY event, id DESC LIMIT 1");
  find.bind(1, delivery);
  find.bind(2, provider_id);
  static_assert(HistoryEvent::attempt < HistoryEvent::receipt);
  find.bind(3, static_cast<int>(HistoryEvent::attempt));
  find.bind(4, static_cast<int>(HistoryEvent::receipt));
  std::string ids;
  if (find.executeStep()) ids = find.getColumn(0).getString();
  find.reset();
  return ids;
}

// The ids of a list; one that is no list is itself alone.
std::vector<std::string> parts_of(const std::string& ids) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at <= ids.size();) {
    const std::size_t end = std::min(ids.find(',', at), ids.size());
    out.push_back(ids.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

void put_key(WriteSession& session, std::int64_t delivery, const std::string& id) {
  auto& insert = session.prepare(
      "INSERT OR IGNORE INTO gateway_message (channel_id, key, delivery_id) VALUES (?, ?, ?)");
  insert.bind(1, queue_of(delivery).channel);
  insert.bind(2, gateway_key(id));
  insert.bind(3, delivery);
  insert.exec();
}

bool has_arrived(WriteSession& session, std::int64_t delivery, const std::string& part) {
  auto& find = session.prepare("SELECT 1 FROM message_part WHERE delivery_id = ? AND key = ?");
  find.bind(1, delivery);
  find.bind(2, gateway_key(part));
  const bool found = find.executeStep();
  find.reset();
  return found;
}

std::vector<LaterWord> take_strays(WriteSession& session, std::int64_t delivery,
                                   const std::string& provider_id, TimePoint now) {
  std::vector<LaterWord> words;
  std::vector<std::int64_t> taken;
  auto& rows = session.prepare(
      "SELECT id, word, reason, code, detail FROM stray_receipt WHERE provider_id = ? AND provider_id <> '' "
      "AND channel_id = ? AND reference = '' ORDER BY id");
  rows.bind(1, provider_id);
  rows.bind(2, queue_of(delivery).channel);
  while (rows.executeStep()) {
    const int said = rows.getColumn(1).getInt();
    LaterWord word;
    word.delivery = delivery;
    word.event = said == kDelivered  ? domain::DeliveryEvent::receipt_delivered
                 : said == kAccepted ? domain::DeliveryEvent::answered_accepted
                                     : domain::DeliveryEvent::receipt_failed;
    word.moves = said != kPending;
    word.reason = static_cast<domain::Reason>(rows.getColumn(2).getInt());
    word.code = rows.getColumn(3).getString();
    word.provider_id = provider_id;
    word.detail = rows.getColumn(4).getString();
    word.now = now;
    taken.push_back(rows.getColumn(0).getInt64());
    words.push_back(std::move(word));
  }
  rows.reset();
  auto& remove = session.prepare("DELETE FROM stray_receipt WHERE id = ?");
  for (const std::int64_t id : taken) {
    remove.reset();
    remove.bind(1, id);
    remove.exec();
  }
  return words;
}

}  // namespace

std::int64_t gateway_key(std::string_view provider_id) {
  constexpr std::size_t kMostDigits = 18;
  const std::string_view first = provider_id.substr(0, provider_id.find(':'));
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(first.data(), first.data() + first.size(), number);
  const bool is_number = !first.empty() && first.front() != '-' && first.size() <= kMostDigits &&
                         error == std::errc{} && end == first.data() + first.size();
  return is_number ? number : hash_of(first);
}

void put_gateway_message(WriteSession& session, std::int64_t delivery, const std::string& provider_id) {
  put_key(session, delivery, provider_id);
  if (provider_id.find(',') == std::string::npos) return;
  for (const std::string& part : parts_of(provider_id))
    if (!part.empty() && part != kUnknownPart) put_key(session, delivery, part);
}

void await_parts(WriteSession& session, LaterWord& word) {
  if (!word.moves || word.event != domain::DeliveryEvent::receipt_delivered) return;
  const std::string ids = ids_with(session, word.delivery, word.provider_id);
  if (ids.empty() || ids == word.provider_id) return;
  auto& insert = session.prepare("INSERT OR IGNORE INTO message_part (delivery_id, key) VALUES (?, ?)");
  insert.bind(1, word.delivery);
  insert.bind(2, gateway_key(word.provider_id));
  insert.exec();
  for (const std::string& part : parts_of(ids))
    if (part == kUnknownPart || !has_arrived(session, word.delivery, part)) word.moves = false;
}

std::optional<FoundDelivery> find_gateway_message(WriteSession& session, std::int64_t channel,
                                                  const std::string& provider_id) {
  if (provider_id.empty()) return std::nullopt;
  std::vector<std::int64_t> candidates;
  auto& rows = session.prepare(
      "SELECT delivery_id FROM gateway_message WHERE channel_id = ? AND key = ? ORDER BY delivery_id DESC");
  rows.bind(1, channel);
  rows.bind(2, gateway_key(provider_id));
  while (rows.executeStep()) candidates.push_back(rows.getColumn(0).getInt64());
  rows.reset();
  for (const std::int64_t delivery : candidates)
    if (!ids_with(session, delivery, provider_id).empty())
      if (auto found = find_delivery(session, delivery)) return found;
  return std::nullopt;
}

std::vector<LaterWord> take_early_receipts(WriteSession& session, std::int64_t delivery,
                                           const std::string& provider_id, TimePoint now) {
  std::vector<LaterWord> words = take_strays(session, delivery, provider_id, now);
  if (provider_id.find(',') == std::string::npos) return words;
  for (const std::string& part : parts_of(provider_id))
    for (LaterWord& word : take_strays(session, delivery, part, now)) words.push_back(std::move(word));
  return words;
}

}  // namespace triand::store
