#include "daemon/server/console/spoken_words.hpp"

#include <array>

#include "daemon/schedule/local_time.hpp"
#include "daemon/server/console/named_phrase.hpp"

namespace triand::server {
namespace {

constexpr std::array<NamedPhrase, 6> kMessages{{
    {"sms", {"tin SMS", "text message"}},
    {"smpp", {"tin SMS", "text message"}},
    {"zalo", {"tin Zalo", "Zalo message"}},
    {"email", {"email", "email"}},
    {"letter", {"thư", "letter"}},
    {"website", {"thông báo trên trang khách hàng", "notice on the customer website"}},
}};

constexpr Phrase kOtherMessage{"tin qua kênh ", "message by "};

constexpr std::array<Phrase, domain::kDeliveryStates> kStates{{
    {"Đang chờ", "Waiting"},
    {"Đang gửi", "Being sent"},
    {"Đã gửi", "Sent"},
    {"Đã nhận", "Received"},
    {"Không gửi được", "Failed"},
    {"Chưa rõ", "In doubt"},
    {"Hết thời gian", "Expired"},
    {"Đã hủy", "Cancelled"},
}};

constexpr std::array<NamedPhrase, 10> kEvents{{
    {"planned", {"Đã lập kế hoạch", "Planned"}},
    {"took_over", {"Chuyển từ kênh khác sang", "Took over from another channel"}},
    {"attempt", {"Đã giao cho cổng gửi tin", "Handed to the gateway"}},
    {"receipt", {"Báo phát của nhà mạng", "Report of the gateway"}},
    {"crash", {"Dịch vụ dừng khi đang gửi", "The service stopped while sending"}},
    {"resolved", {"Người vận hành đã quyết định", "Settled by an operator"}},
    {"withdrawn", {"Đã rút lại", "Withdrawn"}},
    {"no_receipt", {"Không có báo phát", "No report came"}},
    {"expired", {"Hết đợt tri ân", "The campaign's window closed"}},
    {"cancelled", {"Đã hủy", "Cancelled"}},
}};

constexpr std::array<Phrase, 5> kRoles{{
    {"người xem", "viewer"},
    {"chăm sóc khách hàng", "support"},
    {"vận hành", "operator"},
    {"người duyệt", "approver"},
    {"quản trị", "administrator"},
}};

constexpr Phrase kOnDay{" ngày ", " on "};

std::string two_digits(long number) { return (number < 10 ? "0" : "") + std::to_string(number); }

}  // namespace

std::string message_noun(std::string_view channel_kind, std::string_view channel, Language language) {
  if (const Phrase* known = phrase_of(kMessages, channel_kind)) return std::string(known->in(language));
  return std::string(kOtherMessage.in(language)).append(channel);
}

std::string_view state_words(domain::DeliveryState state, Language language) {
  return kStates.at(static_cast<std::size_t>(state)).in(language);
}

std::string_view event_words(std::string_view event, Language language) {
  return words_for(kEvents, event, language);
}

std::string_view role_words(Role role, Language language) {
  return kRoles.at(static_cast<std::size_t>(role)).in(language);
}

std::string_view reason_sentence(domain::Reason reason, Language language) {
  const domain::ReasonText& text = domain::text_of(reason);
  return language == Language::english ? text.english : text.vietnamese;
}

std::string_view reason_next(domain::Reason reason, Language language) {
  const domain::ReasonText& text = domain::text_of(reason);
  return language == Language::english ? text.next : text.next_vi;
}

std::string time_words(schedule::WallTime time, const schedule::TimeZone& zone, Language language) {
  const schedule::LocalTime local = zone.local(time);
  const auto number = [](unsigned value) { return two_digits(static_cast<long>(value)); };
  const long minutes = local.of_day.count();
  return two_digits(minutes / 60) + ":" + two_digits(minutes % 60) + std::string(kOnDay.in(language)) +
         number(static_cast<unsigned>(local.day.day())) + "/" +
         number(static_cast<unsigned>(local.day.month())) + "/" +
         std::to_string(static_cast<int>(local.day.year()));
}

std::string short_time(std::string_view local_time) {
  if (!schedule::read_local_time(std::string(local_time))) return std::string(local_time);
  const auto part = [&](std::size_t from, std::size_t length) {
    return std::string(local_time.substr(from, length));
  };
  return part(8, 2) + "/" + part(5, 2) + "/" + part(0, 4) + " " + part(11, 5);
}

std::string capitalised(std::string words) {
  if (!words.empty() && words.front() >= 'a' && words.front() <= 'z')
    words.front() = static_cast<char>(words.front() - 'a' + 'A');
  return words;
}

}  // namespace triand::server
