#include "daemon/app/notice_feed.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "channels/notice.hpp"
#include "daemon/app/feed_cursor.hpp"
#include "daemon/domain/message_version.hpp"

namespace triand::app {
namespace {

constexpr int kUsual = 500;
constexpr int kMost = 500;
constexpr const char* kBeginAgain =
    "begin again with after=0; what that reading does not name stands no more";
// Asked far more often than a feed needs to be read.
constexpr schedule::Rate kRate{20, std::chrono::seconds(1)};

server::Response refused(unsigned status, const std::string& message, const std::string& hint = "") {
  const int exit = status == 401 ? 4 : status == 410 ? 5 : 2;
  server::Response out =
      server::Response::error({.exit = exit, .error = "feed", .message = message, .hint = hint}, status);
  out.headers.emplace_back("Cache-Control", "no-store");
  return out;
}

std::optional<std::int64_t> number(std::string_view text, std::int64_t otherwise) {
  if (text.empty()) return otherwise;
  std::int64_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc{} || end != text.data() + text.size() || out < 0) return std::nullopt;
  return out;
}

}  // namespace

void NoticeFeed::add_route(server::Router& router) {
  server::Route route;
  route.method = "GET";
  route.pattern = "/v1/notices";
  // It proves itself by its token, as webhooks do.
  route.open = server::Open::everywhere;
  route.handler = [this](const server::Request& request) { return answer(request); };
  router.add(std::move(route));
}

const ChannelSettings* NoticeFeed::channel_of(std::string_view authorization) const {
  constexpr std::string_view kBearer = "Bearer ";
  if (!authorization.starts_with(kBearer)) return nullptr;
  const std::string_view token = authorization.substr(kBearer.size());
  const ChannelSettings* found = nullptr;
  // All of them are asked, so that the time it takes says nothing.
  for (const ChannelSettings& channel : settings_.channels)
    if (channel.channel->opens_feed(token)) found = &channel;
  return found;
}

bool NoticeFeed::may_ask(const std::string& channel) {
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  return rates_.try_emplace(channel, kRate, now).first->second.grant(now, 1).granted > 0;
}

server::Response NoticeFeed::answer(const server::Request& request) {
  const ChannelSettings* channel = channel_of(request.header("Authorization"));
  if (channel == nullptr) {
    log_.warning("feed_refused", "somebody asked for the feed of notices without a channel's feed_token");
    server::Response out =
        refused(401, "this is not the token of a feed", "show it as Authorization: Bearer TOKEN");
    out.headers.emplace_back("WWW-Authenticate", "Bearer");
    return out;
  }
  if (!may_ask(channel->facts.name)) {
    server::Response out = refused(429, "the feed is asked too often", "wait a second");
    out.headers.emplace_back("Retry-After", "1");
    return out;
  }
  auto cursor = FeedCursor::read(request.asked("after"));
  const auto limit = number(request.asked("limit"), kUsual);
  if (!cursor || !limit || *limit == 0)
    return refused(400, "after is no cursor, or limit no number",
                   "begin without after, then give the answer's next");
  const auto from = readers_.lend();
  const store::Reader::Snapshot snapshot(*from);
  const std::int64_t newest = from->newest_notice();
  // Of another database, or of this one before it was set back.
  if (cursor->begun > newest) return refused(410, "the cursor is not of this feed", kBeginAgain);
  if (cursor->after == 0) cursor->begun = newest;
  const std::int64_t channel_row = rows_.at(channel->facts.name);
  const std::int64_t removed = from->newest_removed_notice(channel_row);
  if (removed > cursor->begun)
    return refused(410, "changes behind the cursor have been removed", kBeginAgain);
  const std::string tag = fmt::format("\"{}-{}-{}-{}\"", cursor->text(), *limit, newest, removed);
  server::Response out;
  if (request.header("If-None-Match") == tag) {
    out.status = 304;
  } else {
    const int most = static_cast<int>(std::min<std::int64_t>(*limit, kMost));
    // One more than is given tells whether there is more.
    auto rows = from->notices(channel_row, cursor->after, most + 1);
    const bool more = rows.size() > static_cast<std::size_t>(most);
    if (more) rows.pop_back();
    boost::json::array items;
    for (const store::NoticeRow& row : rows)
      if (auto one = item(*from, row)) items.push_back(std::move(*one));
    if (!rows.empty()) cursor->after = rows.back().cursor;
    out.body = boost::json::serialize(boost::json::object{{"schema", "triand.notices/v1"},
                                                          {"items", std::move(items)},
                                                          {"next", cursor->text()},
                                                          {"more", more}});
  }
  out.headers.emplace_back("ETag", tag);
  out.headers.emplace_back("Cache-Control", "no-store");
  return out;
}

std::optional<boost::json::object> NoticeFeed::item(store::Reader& from, const store::NoticeRow& row) {
  const auto view = from.delivery_by_id(row.delivery);
  if (!view) return std::nullopt;
  channels::Notice notice;
  notice.id = view->reference;
  notice.version = row.version;
  notice.customer_code = view->customer_code;
  notice.campaign = view->campaign;
  notice.event = channels::NoticeEvent::withdrawn;
  if (row.withdrawn != domain::Reason::none) return to_json(notice);
  const auto now = from.customer(view->customer_id);
  const auto then = from.customer(view->customer_id, view->customer_version);
  const auto campaign = from.campaign(view->campaign);
  if (!now || judge_(row, now->customer) != domain::Reason::none) {
    // It is being taken back just now.
    notice.version = domain::version_taken_back(row.version);
    return to_json(notice);
  }
  if (!then || !campaign) return std::nullopt;
  const auto sent = message(from, *campaign, then->customer, view->channel);
  if (!sent) return std::nullopt;
  notice.event = row.version > domain::version_handed_over(0) ? channels::NoticeEvent::updated
                                                              : channels::NoticeEvent::published;
  notice.title = sent->composed.message.subject;
  notice.body = sent->composed.message.text;
  notice.language = then->customer.language;
  notice.publish_at = row.at;
  return to_json(notice);
}

std::optional<plan::Preview> NoticeFeed::message(store::Reader& from, const store::CampaignRow& campaign,
                                                 const domain::Customer& customer,
                                                 const std::string& channel) {
  try {
    auto previews = plan::preview(shelf_.draft(from, campaign)->basis, customer, channel);
    if (previews.empty()) return std::nullopt;
    return std::move(previews.front());
  } catch (const std::exception& error) {
    // One campaign must not keep the portal from reading the others.
    const std::lock_guard lock(mutex_);
    if (unusable_.insert(campaign.id).second)
      log_.warning("campaign_unusable",
                   std::string(error.what()) + "; its notices that stand are left out of the feed");
  }
  return std::nullopt;
}

}  // namespace triand::app
