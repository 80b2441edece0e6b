#include "daemon/server/console/audit_words.hpp"

#include <array>

#include "daemon/server/console/named_phrase.hpp"

namespace triand::server {
namespace {

constexpr auto kActions = std::to_array<NamedPhrase>({
    {"backup", {"sao lưu", "backup"}},
    {"campaign.accept_shortfall", {"duyệt dù không kịp đợt gửi", "approved in spite of a shortfall"}},
    {"campaign.approve", {"duyệt chiến dịch", "approved a campaign"}},
    {"campaign.approve_list", {"duyệt với danh sách đã thay đổi", "approved with a changed list"}},
    {"campaign.cancel", {"hủy chiến dịch", "cancelled a campaign"}},
    {"campaign.report", {"lập báo cáo", "made a report"}},
    {"campaign.test", {"gửi tin thử của chiến dịch", "sent a campaign's test message"}},
    {"channel.authorize", {"nạp token cho kênh", "gave a channel its tokens"}},
    {"channel.start", {"cho kênh chạy lại", "started a channel again"}},
    {"channel.test", {"gửi thử qua kênh", "tested a channel"}},
    {"console.log_in", {"đăng nhập", "logged in"}},
    {"console.log_out", {"đăng xuất", "logged out"}},
    {"console.refused", {"đăng nhập bị từ chối", "a log-in was refused"}},
    {"customer.duplicates", {"xem khách hàng trùng", "looked at duplicates"}},
    {"customer.erase", {"xóa dữ liệu khách hàng", "erased a customer"}},
    {"customer.find", {"tra cứu khách hàng", "looked customers up"}},
    {"customer.note", {"ghi chú cuộc gọi", "noted a call"}},
    {"customer.reveal", {"xem đầy đủ dữ liệu khách hàng", "saw a customer's data in full"}},
    {"customer.show", {"xem khách hàng", "looked at a customer"}},
    {"deliveries.export", {"xuất danh sách tin", "exported deliveries"}},
    {"deliveries.export_reveal", {"xuất danh sách tin kèm địa chỉ", "exported deliveries with addresses"}},
    {"delivery.resend", {"gửi lại tin", "sent a message again"}},
    {"delivery.resolve_delivered", {"ghi tin chưa rõ là đã nhận", "settled a message in doubt as delivered"}},
    {"delivery.resolve_failed",
     {"ghi tin chưa rõ là không gửi được", "settled a message in doubt as failed"}},
    {"delivery.resolve_resend", {"gửi lại tin chưa rõ", "sent a message in doubt again"}},
    {"delivery.reveal", {"xem đầy đủ một tin", "saw a delivery in full"}},
    {"import.rejects", {"tải các dòng bị loại", "fetched a list's rejects"}},
    {"import.undo", {"rút lại danh sách", "took a list back"}},
    {"letters.ack", {"nạp phản hồi về thư", "told what became of letters"}},
    {"letters.fetch", {"tải thư của một lô", "fetched a batch's letters"}},
    {"letters.release", {"giao lô thư", "released a batch of letters"}},
    {"letters.reprint", {"in lại thư", "printed letters once more"}},
    {"pause", {"tạm dừng", "paused"}},
    {"resume", {"cho tiếp tục", "resumed"}},
    {"suppression.add", {"ngừng gửi cho một khách", "added a suppression"}},
    {"suppression.import", {"nạp danh sách ngừng gửi", "loaded suppressions"}},
    {"suppression.remove", {"bỏ lệnh ngừng gửi", "removed a suppression"}},
    {"suppression.reveal", {"xem đầy đủ danh sách ngừng gửi", "saw suppressions in full"}},
    {"user.add", {"thêm tài khoản", "added an account"}},
    {"user.disable", {"khóa tài khoản", "disabled an account"}},
    {"user.enable", {"mở lại tài khoản", "enabled an account"}},
    {"user.passwd", {"đặt mật khẩu", "set a password"}},
    {"user.role", {"đổi vai trò", "changed a role"}},
    {"user.token", {"tạo token API", "made an API token"}},
    {"user.token_revoke", {"thu hồi token API", "revoked an API token"}},
});

}  // namespace

std::string_view action_words(std::string_view action, Language language) {
  const Phrase* known = phrase_of(kActions, action);
  return known == nullptr ? std::string_view() : known->in(language);
}

}  // namespace triand::server
