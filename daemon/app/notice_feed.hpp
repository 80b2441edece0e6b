#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include <boost/json/object.hpp>

#include "daemon/app/campaign_shelf.hpp"
#include "daemon/app/log.hpp"
#include "daemon/app/notice_watch.hpp"
#include "daemon/app/settings.hpp"
#include "daemon/plan/preview.hpp"
#include "daemon/schedule/rate_limiter.hpp"
#include "daemon/server/router.hpp"
#include "daemon/store/reader_pool.hpp"

namespace triand::app {

// The feed by which a portal repairs what pushing has not brought it: GET /v1/notices?after=CURSOR&limit=N with the
// channel's feed_token as bearer. It gives the notices of that channel in the order of their last change, withdrawn ones
// too: whoever reads from 0 ends with what stands. Cursors are ours alone to understand. Worker threads.
class NoticeFeed {
 public:
  // All of it outlives the feed. `judge`: who must not have a notice any more does not get it here either.
  NoticeFeed(const Settings& settings, const ChannelRows& rows, CampaignShelf& shelf,
             store::ReaderPool& readers, NoticeWatch::Judge judge, EventLog log)
      : settings_(settings),
        rows_(rows),
        shelf_(shelf),
        readers_(readers),
        judge_(std::move(judge)),
        log_(log) {}

  void add_route(server::Router& router);

 private:
  [[nodiscard]] server::Response answer(const server::Request& request);
  [[nodiscard]] const ChannelSettings* channel_of(std::string_view authorization) const;
  [[nodiscard]] bool may_ask(const std::string& channel);
  [[nodiscard]] std::optional<boost::json::object> item(store::Reader& from, const store::NoticeRow& notice);
  // What the customer was sent; nullopt: nothing, or the campaign cannot be read any more, which is logged once.
  [[nodiscard]] std::optional<plan::Preview> message(store::Reader& from, const store::CampaignRow& campaign,
                                                     const domain::Customer& customer,
                                                     const std::string& channel);

  const Settings& settings_;
  const ChannelRows& rows_;
  CampaignShelf& shelf_;
  store::ReaderPool& readers_;
  NoticeWatch::Judge judge_;
  EventLog log_;
  std::mutex mutex_;
  std::map<std::string, schedule::RateLimiter> rates_;  // by channel
  std::set<std::int64_t> unusable_;                     // campaigns of which that was logged
};

}  // namespace triand::app
