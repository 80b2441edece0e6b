#include "daemon/server/console/attention_words.hpp"

#include "daemon/domain/reason.hpp"
#include "daemon/server/console/document_text.hpp"
#include "daemon/server/console/hold_words.hpp"
#include "daemon/server/console/number_words.hpp"
#include "daemon/server/console/spoken_words.hpp"

namespace triand::server {
namespace {

using domain::HoldReason;

std::string where(const boost::json::object& item) {
  const std::string campaign = text_of(item, "campaign");
  return (campaign.empty() ? "Kênh " : "Chiến dịch " + campaign + ", kênh ") + text_of(item, "channel") +
         ": ";
}

std::string_view next_for(HoldReason reason) {
  switch (reason) {
    case HoldReason::not_authorized:
      return "Quản trị cấp lại mã truy cập cho kênh.";
    case HoldReason::template_stopped:
      return "Xin duyệt lại nội dung ở cổng gửi tin, rồi người vận hành cho kênh gửi tiếp trong chiến dịch "
             "này.";
    case HoldReason::breaker_open:
      return "Nếu không tự hết, hãy hỏi đơn vị cung cấp cổng gửi tin.";
    case HoldReason::failure_rate:
      return "Tìm nguyên nhân, rồi người vận hành cho chiến dịch gửi tiếp.";
    case HoldReason::budget_spent:
      return "Tin chưa gửi sẽ hết thời gian khi đợt kết thúc; muốn thêm ngân sách cần lập chiến dịch mới.";
    default:
      return "Xử lý nguyên nhân, rồi người vận hành cho kênh gửi tiếp.";
  }
}

AttentionWords vietnamese(const boost::json::object& item) {
  const std::string kind = text_of(item, "kind");
  const std::string reason = text_of(item, "reason");
  if (kind == "not_recording")
    return {std::string(hold_sentence(HoldReason::cannot_record, Language::vietnamese)),
            "Giải phóng chỗ trên đĩa của cơ sở dữ liệu; việc gửi sẽ tự tiếp tục."};
  if (kind == "not_adopted")
    return {std::string(hold_sentence(HoldReason::not_adopted, Language::vietnamese)),
            "Quản trị xác nhận trên máy chủ rằng đây là hệ thống được phép gửi."};
  if (kind == "stopped") {
    const auto known = domain::reason_from(reason);
    return {where(item) + "đã dừng. " + standing_sentence(reason, "", Language::vietnamese),
            std::string(known ? reason_next(*known, Language::vietnamese) : std::string_view())};
  }
  if (kind == "held") {
    const HoldReason hold = domain::hold_reason_from(reason).value_or(HoldReason::channel_stopped);
    return {where(item) + standing_sentence(reason, "", Language::vietnamese), std::string(next_for(hold))};
  }
  if (kind == "trouble") return {where(item) + "có điều quản trị cần xem.", "Xem chi tiết bên dưới."};
  if (kind == "in_doubt")
    return {where(item) + number_in(number_of(item, "count"), Language::vietnamese) +
                " tin chưa rõ đã tới khách hay chưa.",
            "Người vận hành quyết định từng tin: đã tới, không tới, hoặc gửi lại."};
  return {text_of(item, "what"), text_of(item, "remedy")};
}

}  // namespace

AttentionWords attention_words(const boost::json::object& item, Language language) {
  if (language == Language::english) return {text_of(item, "what"), text_of(item, "remedy")};
  return vietnamese(item);
}

}  // namespace triand::server
