#include "daemon/server/console/plan_words.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "daemon/server/console/campaign_words.hpp"
#include "daemon/server/console/document_text.hpp"
#include "daemon/server/console/filled.hpp"
#include "daemon/server/console/named_phrase.hpp"
#include "daemon/server/console/number_words.hpp"
#include "daemon/server/console/spoken_words.hpp"

namespace triand::server {
namespace {

constexpr Phrase kNothingToSend{"Không còn gì để gửi.", "There is nothing to send."};
constexpr Phrase kFinishes{"Dự kiến gửi xong lúc {}, kịp thời gian của chiến dịch.",
                           "Expected to finish at {}, within its window."};
constexpr Phrase kLate{"Không gửi hết được trong thời gian của chiến dịch.", "It does not fit its window."};
constexpr Phrase kTooMany{
    "{} tin không gửi kịp trong thời gian của chiến dịch với tốc độ, giờ gửi và hạn mức hiện nay.",
    "{} messages do not fit the window at the present rates, hours and quotas."};
constexpr Phrase kNeedsRate{" Kênh {} cần tốc độ {}.", " Channel {} needs a rate of {}."};
constexpr Phrase kNeedsQuota{" Kênh {} cần hạn mức mỗi ngày {}.", " Channel {} needs a daily quota of {}."};
constexpr Phrase kOverBudget{"Chi phí {} vượt ngân sách {}: hết ngân sách thì ngừng gửi.",
                             "The cost of {} is above the budget of {}: sending stops when it is spent."};
constexpr Phrase kPlanned{"kế hoạch {}", "planned {}"};
constexpr Phrase kSpent{"đã chi {}", "spent {}"};
constexpr Phrase kExpected{"dự kiến tới cuối đợt {}", "in the end about {}"};
constexpr Phrase kBudget{"ngân sách {}", "budget {}"};
constexpr Phrase kLeft{"ngân sách còn {}", "left of the budget {}"};
constexpr Phrase kPausedBy{"{} tạm dừng lúc {}", "paused by {} at {}"};
constexpr Phrase kWhole{"Cả chiến dịch", "The whole campaign"};
constexpr Phrase kChannel{"Kênh {}", "Channel {}"};
constexpr Phrase kUnit{"Đơn vị {}", "Unit {}"};
constexpr Phrase kChannelAndUnit{"Kênh {}, đơn vị {}", "Channel {}, unit {}"};

constexpr std::array<NamedPhrase, 3> kPinned{{
    {"messages", {"nội dung tin", "the messages"}},
    {"settings", {"cấu hình", "the settings"}},
    {"list", {"danh sách khách hàng", "the customer list"}},
}};

void add(std::string& all, std::string_view one) { all.append(all.empty() ? "" : ", ").append(one); }

}  // namespace

std::string money_words(std::int64_t dong, Language language) {
  const std::string number = number_in(dong, language);
  return language == Language::english ? "VND " + number : number + " đ";
}

std::string window_words(const boost::json::object& window) {
  return fmt::format("{} – {}, {}", day_words(text_of(window, "from")), day_words(text_of(window, "to")),
                     text_of(window, "hours"));
}

std::string forecast_words(const boost::json::object& forecast, Language language) {
  const std::string finishes = text_of(forecast, "finishes_at");
  if (forecast.contains("fits") && !flag_of(forecast, "fits")) {
    const std::int64_t left = number_of(forecast, "shortfall");
    // Whoever is limited to units is not told of the whole campaign.
    return left > 0 ? filled(kTooMany, language, number_in(left, language)) : std::string(kLate.in(language));
  }
  if (finishes.empty()) return std::string(kNothingToSend.in(language));
  return filled(kFinishes, language, short_time(finishes));
}

std::string shortfall_words(const boost::json::object& campaign, Language language) {
  const boost::json::object& forecast = part_of(campaign, "forecast");
  if (forecast.contains("fits") && !flag_of(forecast, "fits")) {
    std::string out = forecast_words(forecast, language);
    for (const auto& channel : part_of(forecast, "channels")) {
      const boost::json::object& needed = part_of(channel.value().as_object(), "needed");
      const std::string_view name(channel.key());
      if (const std::string rate = text_of(needed, "rate"); !rate.empty())
        out += filled(kNeedsRate, language, name, rate);
      if (const std::int64_t quota = number_of(needed, "daily_quota"); quota > 0)
        out += filled(kNeedsQuota, language, name, number_in(quota, language));
    }
    return out;
  }
  const boost::json::object& cost = part_of(campaign, "cost");
  const std::int64_t most = std::max(number_of(cost, "planned"), number_of(cost, "expected"));
  if (!cost.contains("budget") || most <= number_of(cost, "budget")) return {};
  return filled(kOverBudget, language, money_words(most, language),
                money_words(number_of(cost, "budget"), language));
}

std::string cost_words(const boost::json::object& cost, Language language) {
  std::string out;
  const auto tell = [&](std::string_view name, Phrase phrase) {
    const boost::json::value* found = cost.if_contains(name);
    if (found == nullptr || !found->is_int64()) return;
    add(out, filled(phrase, language, money_words(found->get_int64(), language)));
  };
  tell("planned", kPlanned);
  tell("spent", kSpent);
  tell("expected", kExpected);
  tell("budget", kBudget);
  tell("left", kLeft);
  return out;
}

std::string campaign_part_words(std::string_view channel, std::string_view unit, Language language) {
  if (!channel.empty() && !unit.empty()) return filled(kChannelAndUnit, language, channel, unit);
  if (!channel.empty()) return filled(kChannel, language, channel);
  if (!unit.empty()) return filled(kUnit, language, unit);
  return std::string(kWhole.in(language));
}

std::string paused_by_words(const boost::json::object& pause, Language language) {
  return filled(kPausedBy, language, text_of(pause, "who"), short_time(text_of(pause, "at")));
}

std::string changed_words(const boost::json::object& pinned, Language language) {
  std::string out;
  for (const auto& what : items_of(pinned, "changed_since"))
    if (const Phrase* known = what.is_string() ? phrase_of(kPinned, what.get_string()) : nullptr)
      add(out, known->in(language));
  return out;
}

}  // namespace triand::server
