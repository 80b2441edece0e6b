#include "daemon/store/gateway_message.hpp"

#include <charconv>

namespace triand::store {
namespace {

// Receipt::Word as the stray table has it.
constexpr int kDelivered = 0;
constexpr int kPending = 2;

// FNV-1a, without its sign bit: a number of its own kind, below those that are ids themselves.
std::int64_t hash_of(std::string_view text) {
  std::uint64_t value = 0xCBF29CE484222325U;
  for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return -static_cast<std::int64_t>(value >> 1U) - 1;
}

bool has_id(WriteSession& session, std::int64_t delivery, const std::string& provider_id) {
  auto& find =
      session.prepare("SELECT 1 FROM history WHERE delivery_id = ? AND provider_id = ? AND event = ?");
  find.bind(1, delivery);
  find.bind(2, provider_id);
  find.bind(3, static_cast<int>(HistoryEvent::attempt));
  const bool found = find.executeStep();
  find.reset();
  return found;
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
  auto& insert = session.prepare(
      "INSERT OR IGNORE INTO gateway_message (channel_id, key, delivery_id) VALUES (?, ?, ?)");
  insert.bind(1, queue_of(delivery).channel);
  insert.bind(2, gateway_key(provider_id));
  insert.bind(3, delivery);
  insert.exec();
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
    if (has_id(session, delivery, provider_id))
      if (auto found = find_delivery(session, delivery)) return found;
  return std::nullopt;
}

std::vector<LaterWord> take_early_receipts(WriteSession& session, std::int64_t delivery,
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
    word.event =
        said == kDelivered ? domain::DeliveryEvent::receipt_delivered : domain::DeliveryEvent::receipt_failed;
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

}  // namespace triand::store
