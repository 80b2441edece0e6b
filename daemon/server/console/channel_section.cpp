#include "daemon/server/console/channel_section.hpp"

#include <array>
#include <utility>

#include "daemon/server/console/api_door.hpp"
#include "daemon/server/console/document_text.hpp"
#include "daemon/server/console/filled.hpp"
#include "daemon/server/console/hold_words.hpp"
#include "daemon/server/console/page_parts.hpp"
#include "daemon/server/console/spoken_words.hpp"

namespace triand::server {
namespace {

constexpr Phrase kWhy{"Lý do", "Why"};
constexpr Phrase kDetail{"Chi tiết", "Detail"};
constexpr Phrase kWho{"Người tạm dừng", "Paused by"};
constexpr Phrase kSince{"Từ lúc", "Since"};
constexpr Phrase kTrouble{"Cần chú ý", "Needs attention"};
constexpr Phrase kRate{"Tốc độ", "Rate"};
constexpr Phrase kUnlimited{"không giới hạn", "unlimited"};
constexpr Phrase kQueued{"Đang chờ gửi", "Waiting to be sent"};
constexpr Phrase kSending{"Đang trên đường gửi", "In flight"};
constexpr Phrase kQuota{"Hạn mức của nhà cung cấp", "The gateway's quota"};
constexpr Phrase kLeft{"còn {} trên {}, làm mới lúc {}", "{} of {} left, anew at {}"};

std::string quota_words(const boost::json::object& channel, Language language) {
  const auto* quota = channel.if_contains("quota");
  if (quota == nullptr || !quota->is_object()) return {};
  const boost::json::object& said = quota->get_object();
  return filled(kLeft, language, number_of(said, "left"), number_of(said, "limit"),
                short_time(text_of(said, "resets_at")));
}

}  // namespace

void put_standing(Html& html, const boost::json::object& channel, Language language) {
  const std::string why = standing_sentence(text_of(channel, "reason"), "", language);
  html.open("dl");
  put_fact(html, kWhy, why, language);
  if (const std::string detail = text_of(channel, "detail"); detail != why)
    put_fact(html, kDetail, detail, language);
  put_fact(html, kWho, text_of(channel, "who"), language);
  put_fact(html, kSince, short_time(text_of(channel, "since")), language);
  put_fact(html, kTrouble, text_of(channel, "trouble"), language);
  const std::string rate = text_of(channel, "rate");
  put_fact(html, kRate, rate.empty() ? kUnlimited.in(language) : rate, language);
  put_fact(html, kQueued, std::to_string(number_of(channel, "queued")), language);
  put_fact(html, kSending, std::to_string(number_of(channel, "sending")), language);
  put_fact(html, kQuota, quota_words(channel, language), language);
  html.close();
}

std::string channel_address(std::string_view name) { return address_of({"console", "channels", name}); }

}  // namespace triand::server
