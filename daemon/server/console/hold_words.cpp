#include "daemon/server/console/hold_words.hpp"

#include "daemon/domain/reason.hpp"
#include "daemon/server/console/spoken_words.hpp"

namespace triand::server {
namespace {

using domain::HoldReason;

// The English sentences are domain::sentence()'s.
std::string_view vietnamese(HoldReason reason) {
  switch (reason) {
    case HoldReason::none:
      return "Đang gửi.";
    case HoldReason::nothing_queued:
      return "Không còn gì để gửi.";
    case HoldReason::window_not_open:
      return "Chưa tới ngày bắt đầu của chiến dịch.";
    case HoldReason::outside_hours:
      return "Ngoài giờ được gửi.";
    case HoldReason::window_closed:
      return "Đã hết thời gian của chiến dịch.";
    case HoldReason::paused:
      return "Có người đã tạm dừng.";
    case HoldReason::rate_limited:
      return "Đã gửi hết tốc độ cho phép của kênh trong lúc này.";
    case HoldReason::paced:
      return "Chiến dịch được rải đều trong cả đợt.";
    case HoldReason::concurrency_full:
      return "Số tin đang gửi cùng lúc đã tới giới hạn của kênh.";
    case HoldReason::daily_quota:
      return "Đã hết hạn mức gửi của kênh trong hôm nay.";
    case HoldReason::retry_later:
      return "Các tin còn lại đang chờ tới lượt gửi lại.";
    case HoldReason::breaker_open:
      return "Cổng gửi tin lỗi liên tiếp; hệ thống thử lại cho tới khi cổng trả lời.";
    case HoldReason::channel_stopped:
      return "Cổng gửi tin từ chối tài khoản, tên người gửi hoặc số dư; cần quản trị xử lý.";
    case HoldReason::not_authorized:
      return "Kênh chưa có mã truy cập hợp lệ; cần quản trị cấp lại.";
    case HoldReason::gateway_down:
      return "Cổng gửi tin đang không hoạt động; hệ thống tự thử lại.";
    case HoldReason::template_stopped:
      return "Cổng gửi tin từ chối nội dung; cần sửa mẫu tin và lập kế hoạch lại.";
    case HoldReason::budget_spent:
      return "Đã hết ngân sách của chiến dịch.";
    case HoldReason::canary:
      return "Nhóm gửi thử đã gửi; phần còn lại chờ kết quả của nhóm đó.";
    case HoldReason::failure_rate:
      return "Quá nhiều tin không gửi được; cần tìm nguyên nhân rồi cho gửi tiếp.";
    case HoldReason::cannot_record:
      return "Hệ thống không ghi được dữ liệu nên không gửi gì.";
    case HoldReason::not_adopted:
      return "Cơ sở dữ liệu được chép từ nơi khác nên không gửi gì.";
    case HoldReason::shutting_down:
      return "Dịch vụ đang dừng.";
    case HoldReason::token_renewing:
      return "Kênh đang tự đổi mã truy cập; sẽ tự gửi tiếp.";
  }
  return {};
}

}  // namespace

std::string_view hold_sentence(HoldReason reason, Language language) {
  return language == Language::english ? domain::sentence(reason) : vietnamese(reason);
}

std::string standing_sentence(std::string_view word, std::string_view otherwise, Language language) {
  if (word.empty()) return {};
  if (const auto hold = domain::hold_reason_from(word)) return std::string(hold_sentence(*hold, language));
  if (const auto reason = domain::reason_from(word)) return std::string(reason_sentence(*reason, language));
  return std::string(otherwise.empty() ? word : otherwise);
}

}  // namespace triand::server
