#pragma once

#include <functional>
#include <string>
#include <vector>

#include "daemon/app/log.hpp"
#include "daemon/app/unsubscribe_address.hpp"
#include "daemon/server/router.hpp"
#include "daemon/store/reader_pool.hpp"
#include "daemon/store/suppression_desk.hpp"
#include "daemon/store/writer.hpp"

namespace triand::app {

// Answers the unsubscribe links of emails (RFC 8058). The link's signature proves that whoever has it got the message,
// and nothing else is asked. A GET shows a page and changes nothing: filters follow every link they see. A POST that
// says List-Unsubscribe=One-Click suppresses, see domain::suppressions_by_unsubscribing(); once more changes nothing.
// Worker threads; all it refers to outlives it.
class UnsubscribeDesk {
 public:
  struct World {
    std::string key;  // what the links are signed with
    store::Writer& writer;
    store::ReaderPool& readers;
    store::SuppressionDesk& suppressions;
    // Whether a delivery's campaign is advertising.
    std::function<bool(store::Reader&, const store::DeliveryView&)> advertises;
    std::function<store::TimePoint()> now;
    // Somebody is not written to any more, by email, or where it was an advertisement by nothing: what is held back, and
    // what stands, must be looked at once more.
    std::function<void(bool advertising)> changed;
    EventLog log;
  };

  explicit UnsubscribeDesk(World world) : world_(std::move(world)) {}

  // One address may serve several channels: it is added once.
  void add_routes(server::Router& router, const std::vector<UnsubscribeAddress>& addresses);

 private:
  [[nodiscard]] server::Response show(const std::string& link) const;
  [[nodiscard]] server::Response take(const server::Request& request, const std::string& link) const;
  // Whether anything was new.
  bool record(const store::DeliveryView& delivery,
              const std::vector<domain::Suppression>& suppressions) const;

  World world_;
};

}  // namespace triand::app
