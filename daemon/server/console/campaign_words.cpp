#include "daemon/server/console/campaign_words.hpp"

#include <array>
#include <span>

#include "daemon/server/console/named_phrase.hpp"

namespace triand::server {
namespace {

constexpr std::array<Phrase, domain::kRecipientStates> kBuckets{{
    {"Đang chờ gửi", "Left to send"},
    {"Đã gửi, không có báo phát", "Sent, no report came"},
    {"Đã nhận", "Reached"},
    {"Không tới được", "Failed"},
    {"Chưa rõ", "In doubt"},
    {"Không được phép gửi", "Must not be written to"},
    {"Trùng khách", "Thanked as somebody else"},
    {"Hết thời gian", "Expired"},
    {"Đã hủy", "Cancelled"},
}};

constexpr std::array<NamedPhrase, 6> kCampaigns{{
    {"planned", {"đã lập kế hoạch", "planned"}},
    {"approved", {"đã duyệt, chờ tới giờ gửi", "approved, its window opens later"}},
    {"running", {"đang gửi", "running"}},
    {"paused", {"tạm dừng", "paused"}},
    {"finished", {"đã kết thúc", "finished"}},
    {"cancelled", {"đã hủy", "cancelled"}},
}};

constexpr std::array<NamedPhrase, 4> kChannels{{
    {"running", {"hoạt động", "running"}},
    {"waiting", {"đang đợi", "waiting"}},
    {"paused", {"tạm dừng", "paused"}},
    {"stopped", {"đã dừng", "stopped"}},
}};

}  // namespace

std::string_view bucket_words(domain::RecipientState state, Language language) {
  return kBuckets.at(static_cast<std::size_t>(state)).in(language);
}

std::string_view campaign_state_words(std::string_view state, Language language) {
  return words_for(kCampaigns, state, language);
}

std::string_view channel_state_words(std::string_view state, Language language) {
  return words_for(kChannels, state, language);
}

std::string day_words(std::string_view day) {
  if (day.size() != 10 || day[4] != '-' || day[7] != '-') return std::string(day);
  return std::string(day.substr(8, 2))
      .append("/")
      .append(day.substr(5, 2))
      .append("/")
      .append(day.substr(0, 4));
}

}  // namespace triand::server
