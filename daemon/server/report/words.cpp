#include "daemon/server/report/words.hpp"

#include <array>

namespace triand::server {

std::string_view vietnamese(domain::RecipientState state) {
  static constexpr std::array<std::string_view, domain::kRecipientStates> kWords{
      "Đang chờ gửi", "Đã gửi, không có báo phát", "Đã nhận",     "Không tới được",
      "Chưa rõ",      "Không được phép gửi",       "Trùng khách", "Hết thời gian",
      "Đã hủy"};
  return kWords[static_cast<std::size_t>(state)];
}

std::string_view vietnamese(domain::DeliveryState state) {
  static constexpr std::array<std::string_view, domain::kDeliveryStates> kWords{
      "Đang chờ", "Đang gửi", "Đã gửi", "Đã nhận", "Không gửi được", "Chưa rõ", "Hết thời gian", "Đã hủy"};
  return kWords[static_cast<std::size_t>(state)];
}

std::string_view vietnamese_campaign_state(std::string_view state) {
  if (state == "planned") return "đã lập kế hoạch";
  if (state == "approved") return "đã duyệt";
  if (state == "running") return "đang gửi";
  if (state == "finished") return "đã kết thúc";
  if (state == "cancelled") return "đã hủy";
  return state;
}

std::string dotted(std::int64_t number) {
  std::string digits = std::to_string(number < 0 ? -number : number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ".");
  return (number < 0 ? "-" : "") + digits;
}

std::string percent(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return "–";
  // In tenths, rounded; what is not all is never shown as 100 %.
  std::int64_t tenths = (part * 2000 + whole) / (2 * whole);
  if (part < whole && tenths >= 1000) tenths = 999;
  return std::to_string(tenths / 10) + "," + std::to_string(tenths % 10) + " %";
}

std::string mean(std::int64_t sum, std::int64_t count) {
  if (count == 0) return "–";
  const std::int64_t tenths = (sum * 20 + count) / (2 * count);
  return std::to_string(tenths / 10) + "," + std::to_string(tenths % 10);
}

}  // namespace triand::server
