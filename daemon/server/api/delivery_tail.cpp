#include "daemon/server/api/delivery_tail.hpp"

#include <algorithm>

#include "daemon/schedule/local_time.hpp"
#include "daemon/server/api/delivery_address.hpp"
#include "daemon/server/api/delivery_document.hpp"
#include "daemon/server/api/delivery_history.hpp"
#include "daemon/server/api/query_number.hpp"
#include "daemon/server/api/refusal.hpp"
#include "daemon/server/unit_limits.hpp"

namespace triand::server {
namespace {

constexpr std::int64_t kUsual = 50;
constexpr std::int64_t kMost = 1000;
// As many events behind a cursor are looked at for one answer: Reader::tail() looks no further for this
// limit.
constexpr int kWindow = 20'000;

struct Question {
  std::int64_t after = 0;
  std::int64_t limit = kUsual;
  std::string channel;
  std::optional<domain::DeliveryState> state;
};

struct Page {
  std::vector<store::TailEntry> entries;
  std::int64_t cursor = 0;
};

Page page_of(store::Reader& reader, const Question& question) {
  const auto newest = reader.tail(0, 1, "", std::nullopt);
  const std::int64_t last = newest.empty() ? 0 : newest.back().cursor;
  Page page;
  if (question.after == 0) {
    page.entries = reader.tail(0, static_cast<int>(question.limit), question.channel, question.state);
    page.cursor = last;
    return page;
  }
  page.entries = reader.tail(question.after, kWindow, question.channel, question.state);
  if (page.entries.size() > static_cast<std::size_t>(question.limit)) {
    page.entries.resize(static_cast<std::size_t>(question.limit));
    page.cursor = page.entries.back().cursor;
  } else {
    page.cursor = std::max(question.after, std::min(last, question.after + kWindow));
  }
  return page;
}

// The fields of find as they were when it happened.
boost::json::object event_object(const ApiWorld& world, store::Reader& reader,
                                 const store::TailEntry& entry) {
  boost::json::object out = delivery_fields(world, reader, entry.delivery, false);
  out["state"] = domain::to_string(entry.event.state);
  out["reason"] = domain::to_string(entry.event.reason);
  out["updated_at"] = schedule::local_time(entry.event.at, world.zone);
  out["provider_id"] = entry.event.provider_id;
  out["event"] = to_word(entry.event.event);
  out["detail"] =
      without_address(entry.event.detail, address_of(reader, entry.delivery), entry.delivery.address_kind);
  return out;
}

}  // namespace

Answer delivery_tail(const ApiWorld& world, const Request& request) {
  Question question;
  const auto after = query_number(request.asked("after"), 0);
  const auto limit = query_number(request.asked("limit"), kUsual);
  if (!after || !limit || *limit < 1 || *limit > kMost) {
    return invalid_request("after or limit is no number that fits",
                           "after is the cursor of an earlier answer, limit is 1 to 1000");
  }
  question.after = *after;
  question.limit = *limit;
  question.channel = request.asked("channel");
  if (const std::string_view word = request.asked("state"); !word.empty()) {
    question.state = domain::delivery_state_from(word);
    if (!question.state) {
      return invalid_request(
          "there is no such state of a delivery",
          "use one of: queued, sending, accepted, delivered, failed, in_doubt, expired, cancelled");
    }
  }
  const auto reader = world.reader();
  const store::Reader::Snapshot snapshot(*reader);
  const auto channels = reader->channels();
  if (!question.channel.empty() && std::none_of(channels.begin(), channels.end(), [&](const auto& row) {
        return row.name == question.channel;
      })) {
    return no_channel(question.channel);
  }
  const Page page = page_of(*reader, question);
  boost::json::object out;
  out["schema"] = "triand.tail/v1";
  out["cursor"] = page.cursor;
  boost::json::array deliveries;
  for (const store::TailEntry& entry : page.entries)
    if (may_see(request.caller, *reader, entry.delivery.customer_id))
      deliveries.push_back(event_object(world, *reader, entry));
  out["deliveries"] = std::move(deliveries);
  return out;
}

}  // namespace triand::server
