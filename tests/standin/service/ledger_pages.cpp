#include "tests/standin/service/ledger_pages.hpp"

#include <charconv>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "tests/standin/coding/form.hpp"

namespace triand::standin {
namespace {

constexpr std::size_t kUsualLimit = 100;
constexpr std::string_view kMessagePath = "/ledger/message/";

boost::json::object counts(const Tally& tally) {
  return {{"count", tally.accepted},
          {"distinct", tally.distinct},
          {"recognised", tally.recognised},
          {"requests", tally.requests}};
}

Reply overview(const Ledger& ledger) {
  boost::json::object answer = counts(ledger.total());
  boost::json::array duplicates;
  for (const std::string& reference : ledger.duplicates()) duplicates.emplace_back(reference);
  answer["duplicates"] = std::move(duplicates);
  boost::json::object by_channel;
  for (Channel channel : kChannels) by_channel[to_string(channel)] = counts(ledger.tally(channel));
  answer["by_channel"] = std::move(by_channel);
  return json_reply(answer);
}

Reply requests(const Ledger& ledger) {
  boost::json::object answer = {{"requests", ledger.total().requests}};
  for (Channel channel : kChannels) answer[to_string(channel)] = ledger.tally(channel).requests;
  return json_reply(answer);
}

std::size_t number(const std::string& text, std::size_t otherwise) {
  std::size_t value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

Reply messages(const Ledger& ledger, const Request& request, std::optional<Channel> channel) {
  boost::json::array list;
  std::size_t limit = number(request.parameter("limit"), kUsualLimit);
  for (const Entry* entry : ledger.page(channel, limit, number(request.parameter("offset"), 0))) {
    list.push_back(to_json(*entry));
  }
  return json_reply(boost::json::object{{"messages", std::move(list)}});
}

Reply references(const Ledger& ledger, std::optional<Channel> channel) {
  Reply reply;
  reply.content_type = "text/plain; charset=utf-8";
  reply.more = ledger.reference_lines(channel);
  return reply;
}

}  // namespace

Reply error_page(unsigned status, std::string_view message) {
  return json_reply(boost::json::object{{"error", message}}, status);
}

Reply ledger_page(const Ledger& ledger, const Request& request) {
  std::string name = request.parameter("channel");
  std::optional<Channel> channel = channel_named(name);
  if (!name.empty() && !channel) return error_page(400, "channel is one of sms, zalo, email, website");
  if (request.path == "/ledger") return overview(ledger);
  if (request.path == "/ledger/requests") return requests(ledger);
  if (request.path == "/ledger/messages") return messages(ledger, request, channel);
  if (request.path == "/ledger/references") return references(ledger, channel);
  if (!request.path.starts_with(kMessagePath)) return error_page(404, "no such page");
  const Entry* entry = ledger.find(percent_decode(request.path.substr(kMessagePath.size())));
  return entry == nullptr ? error_page(404, "no message of that reference was accepted")
                          : json_reply(to_json(*entry));
}

}  // namespace triand::standin
