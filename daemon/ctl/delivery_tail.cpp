#include "daemon/ctl/delivery_tail.hpp"

#include <ostream>

#include "daemon/ctl/delivery_view.hpp"
#include "daemon/ctl/document.hpp"
#include "daemon/ctl/failure.hpp"
#include "daemon/ctl/text.hpp"

namespace triand::ctl {
namespace {

constexpr std::size_t kFirst = 50;   // deliveries, without a cursor the latest ones
constexpr std::size_t kPage = 1000;  // deliveries in one answer
constexpr std::chrono::seconds kBetween{1};

std::string target_of(const TailOptions& options, const std::string& cursor) {
  std::string target = "/api/v1/deliveries/tail?limit=" + std::to_string(cursor.empty() ? kFirst : kPage);
  if (!cursor.empty()) target += "&after=" + percent_encoded(cursor);
  if (!options.channel.empty()) target += "&channel=" + percent_encoded(options.channel);
  if (!options.state.empty()) target += "&state=" + percent_encoded(options.state);
  return target;
}

}  // namespace

int tail_deliveries(Session& session, const TailOptions& options) {
  std::string cursor;
  for (bool first = true;; first = false) {
    const auto document = session.client().get(target_of(options, cursor));
    const auto& deliveries = items_at(document, "deliveries");
    if (first || !deliveries.empty()) {
      session.show(document, [&] {
        for (const auto& item : deliveries) print_delivery_line(session, as_object(item));
      });
    }
    cursor = text_at(document, "cursor");
    if (!session.out()) return kFailed;  // nobody reads any more
    if (!options.follow) return kDone;
    if (first || deliveries.size() < kPage) session.pause(kBetween);
  }
}

}  // namespace triand::ctl
