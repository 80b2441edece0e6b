#include "daemon/server/console/refusal_words.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace triand::server {
namespace {

struct Words {
  std::string_view error;
  std::string_view vietnamese;
};

// What the API and its jobs refuse.
constexpr std::array kOfApi{
    Words{"accounts-unread", "Hệ thống chưa đọc được bảng tài khoản nên chưa cho ai vào. Xin thử lại sau."},
    Words{"bad-address",
          "Đây không phải mã khách hàng, số điện thoại hay email dùng được. Xin kiểm tra lại."},
    Words{"bad-token", "Token này không đúng, đã hết hạn hoặc đã bị thu hồi. Xin tạo token mới."},
    Words{"bad-password", "Mật khẩu này không dùng được. Xin chọn mật khẩu khác, từ 12 ký tự trở lên."},
    Words{"busy", "Nhiều người đang xem trước nội dung cùng lúc. Xin đợi một lát rồi làm lại."},
    Words{"cannot-record",
          "Hệ thống không ghi được vào cơ sở dữ liệu nên chưa thay đổi gì. Xin báo kỹ thuật, rồi làm lại."},
    Words{"cannot-store", "Hệ thống không cất được tệp gửi lên. Xin báo kỹ thuật xem chỗ trống của ổ đĩa."},
    Words{"cannot-write", "Hệ thống không ghi được tệp kết quả. Xin báo kỹ thuật xem chỗ trống của ổ đĩa."},
    Words{"customer-changed",
          "Dữ liệu của khách hàng đã đổi từ khi mở trang nên chưa làm gì. Xin xem lại, nhất là số điện thoại "
          "và địa chỉ, rồi làm lại."},
    Words{"does-not-fit",
          "Chiến dịch không gửi hết được trong thời gian của nó. Xin tăng tốc độ gửi hoặc nới thời gian rồi "
          "lập kế "
          "hoạch lại, hoặc phê duyệt và chấp nhận phần gửi không kịp."},
    Words{"feed", "Nguồn thông báo cho trang web khách hàng từ chối yêu cầu này."},
    Words{"head-too-long", "Yêu cầu dài quá mức cho phép."},
    Words{"internal",
          "Hệ thống gặp lỗi bên trong nên chưa làm xong. Xin báo kỹ thuật kèm mã tham chiếu (reference) bên "
          "dưới."},
    Words{"invalid-campaign", "Tệp chiến dịch có lỗi. Xin sửa tệp rồi lập kế hoạch lại."},
    Words{"invalid-file", "Tệp không đúng dạng cần có. Xin xem dòng đầu của tệp."},
    Words{"invalid-request", "Yêu cầu thiếu hoặc sai một mục. Xin kiểm tra những gì đã nhập."},
    Words{"limited-to-units",
          "Việc này vượt ra ngoài các đơn vị mà tài khoản được giao. Xin nhờ người không bị giới hạn theo "
          "đơn vị."},
    Words{"malformed", "Yêu cầu không đúng dạng nên không đọc được."},
    Words{"missing-value", "Khách hàng này thiếu dữ liệu mà nội dung tin cần. Xin chọn khách hàng khác."},
    Words{"no-answer",
          "Cổng gửi tin không trả lời trong một phút. Tin có thể đã đi; xin xem lại trước khi thử lại."},
    Words{"no-rejects", "Lần nạp này không có tệp dòng lỗi."},
    Words{"no-such-address", "Không có gì ở địa chỉ này."},
    Words{"no-such-batch", "Không có lô thư này."},
    Words{"no-such-campaign", "Không có chiến dịch này."},
    Words{"no-such-channel", "Không có kênh này, hoặc chiến dịch không dùng kênh này."},
    Words{"no-such-customer",
          "Không có khách hàng mang mã này. Xin kiểm tra lại mã, hoặc nạp danh sách có khách này."},
    Words{"no-such-delivery", "Không có tin nào mang mã tham chiếu này."},
    Words{"no-such-file", "Tệp không còn trong thư mục giao thư: nơi in đã lấy tệp đi."},
    Words{"no-such-template", "Thư mục mẫu tin không có mẫu này."},
    Words{"no-such-token", "Không có token này; có thể token đã bị thu hồi."},
    Words{"no-such-import", "Không có lần nạp danh sách này."},
    Words{"no-such-job",
          "Không có công việc này, hoặc công việc không phải của tài khoản này. Khi dịch vụ khởi động lại, "
          "các công "
          "việc cũ không còn được nhớ."},
    Words{"no-such-result",
          "Tệp kết quả không còn. Mỗi tệp chỉ tải được một lần, trong một giờ, bởi người đã yêu cầu."},
    Words{"no-such-unit", "Không có đơn vị này. Xin dùng mã đầu của đơn vị, ví dụ PA05."},
    Words{"not-accepted", "Cổng gửi tin không nhận tin này."},
    Words{"not-adopted",
          "Cơ sở dữ liệu này được chép hoặc khôi phục từ nơi khác nên chưa gửi gì. Xin báo kỹ thuật khởi "
          "động dịch "
          "vụ một lần với --adopt."},
    Words{"not-allowed", "Vai trò của tài khoản này không được làm việc này. Xin nhờ người có quyền."},
    Words{"not-authorized", "Kênh không nhận cặp mã truy cập này. Xin lấy cặp mã mới rồi thử lại."},
    Words{"not-found", "Không tìm thấy."},
    Words{"not-logged-in", "Việc này cần đăng nhập."},
    Words{"not-printed", "Lô thư chưa in được. Xin sửa lỗi nêu bên dưới rồi làm lại."},
    Words{"not-stored", "Hệ thống chưa cất được. Xin thử lại sau."},
    Words{"opted-out", "Khách hàng đã từ chối nhận tin nên không gửi lại."},
    Words{"other-plan",
          "Kế hoạch vừa được lập lại nên chưa phê duyệt gì. Xin xem kế hoạch mới rồi phê duyệt."},
    Words{"refused", "Hệ thống từ chối việc này theo quy định."},
    Words{"several-addresses", "Đây là nhiều số điện thoại. Xin nhập từng số một."},
    Words{"still-printing",
          "Dịch vụ dừng khi thư còn đang in nên chưa biết đã in xong hay chưa. Xin xem mục Thư trước khi làm "
          "lại."},
    Words{"stopping", "Dịch vụ đã dừng trước khi làm xong. Xin làm lại khi dịch vụ chạy trở lại."},
    Words{"suppressed", "Địa chỉ này đang ở trong danh sách không gửi tin."},
    Words{"text-too-long", "Nội dung tin dài quá mức cổng gửi tin nhận. Xin rút ngắn nội dung."},
    Words{"too-large", "Nội dung gửi lên lớn quá mức cho phép."},
    Words{"too-many-bodies", "Đang nhận nhiều nội dung lớn cùng lúc. Xin đợi một lát rồi gửi lại."},
    Words{"too-many-jobs",
          "Đang có quá nhiều việc chờ làm nên việc này chưa bắt đầu. Xin đợi một lát rồi làm lại."},
    Words{"too-many-uploads", "Đang nhận nhiều tệp cùng lúc. Xin đợi một lát rồi gửi lại."},
    Words{"two-persons",
          "Chiến dịch này cần hai người: ai đã lập kế hoạch hoặc làm thay đổi danh sách thì không được tự "
          "phê duyệt. "
          "Xin nhờ người phê duyệt khác."},
    Words{"unchecked-template",
          "Mẫu tin ở cổng gửi chưa kiểm tra được, hoặc không hợp với chiến dịch, nên chưa thực hiện."},
    Words{"unfit-text", "Lời tri ân có nội dung không được phép. Xin sửa nội dung rồi lập kế hoạch lại."},
    Words{"unknown-unit", "Không có đơn vị này trong bảng đơn vị. Xin dùng mã đầu của đơn vị, ví dụ PA05."},
    Words{"uploads-full",
          "Các tệp đang chờ nạp đã chiếm hết chỗ dành cho chúng. Xin đợi các tệp đó nạp xong rồi gửi lại."},
    Words{"webhook", "Nơi nhận báo phát từ chối yêu cầu này."},
    Words{"window-past", "Thời gian của chiến dịch đã qua hết. Xin lập kế hoạch cho kỳ sau."},
    Words{"wait", "Đã có nhiều lần thử sai từ nơi này. Xin thử lại sau."},
    Words{"wrong-method", "Địa chỉ này không nhận cách gửi như vậy."},
    Words{"wrong-state",
          "Trạng thái hiện tại không cho làm việc này. Xin mở lại trang để xem trạng thái mới."},
};

// Why a list as a whole cannot be read.
constexpr std::array kOfLists{
    Words{"damaged_workbook",
          "Tệp bảng tính bị hỏng. Xin mở bằng phần mềm bảng tính và lưu lại, hoặc lưu CSV UTF-8."},
    Words{"empty_list", "Danh sách trống: phải có ít nhất dòng tiêu đề."},
    Words{"encoding_not_sure",
          "Không chắc chắn danh sách dùng bảng mã nào. Xin chọn bảng mã, hoặc lưu lại CSV UTF-8."},
    Words{"file_missing", "Không có tệp này."},
    Words{"file_not_readable", "Không đọc được tệp này."},
    Words{"font_letters",
          "Chữ trong danh sách gõ bằng phông cũ (TCVN3 hoặc VNI). Xin đổi sang Unicode rồi nạp lại."},
    Words{"has_password", "Bảng tính có mật khẩu. Xin bỏ mật khẩu, lưu lại rồi nạp."},
    Words{"header_not_readable", "Không đọc được dòng tiêu đề của danh sách."},
    Words{"is_a_folder", "Đây là thư mục. Xin chọn một tệp danh sách."},
    Words{"is_archive", "Đây là tệp nén. Xin giải nén rồi nạp danh sách bên trong."},
    Words{"is_database", "Đây là tệp cơ sở dữ liệu. Xin xuất khách hàng ra CSV UTF-8."},
    Words{"is_document",
          "Đây là tài liệu văn bản hoặc trình chiếu. Xin lấy danh sách dạng .xlsx hoặc CSV UTF-8."},
    Words{"is_html", "Đây là trang web hoặc XML, dù tên tệp là gì. Xin lưu lại dạng .xlsx hoặc CSV UTF-8."},
    Words{"is_pdf", "Đây là tệp PDF. Xin lấy danh sách dạng .xlsx hoặc CSV UTF-8."},
    Words{"is_picture", "Đây là tệp ảnh. Xin lấy danh sách dạng .xlsx hoặc CSV UTF-8."},
    Words{"is_program", "Đây là tệp chương trình. Xin chọn tệp danh sách."},
    Words{"is_xls", "Đây là bảng tính Excel kiểu cũ (.xls). Xin lưu lại dạng .xlsx rồi nạp."},
    Words{"is_xlsb", "Đây là bảng tính Excel nhị phân (.xlsb). Xin lưu lại dạng .xlsx rồi nạp."},
    Words{"no_customer_code_column",
          "Không có cột nào là mã khách hàng. Xin đặt tên một cột là “mã khách hàng”."},
    Words{"no_sheets",
          "Danh sách là tệp văn bản nên không có trang để chọn. Xin nạp lại mà không ghi tên trang."},
    Words{"no_subject_column",
          "Không có cột nào nói về ai. Xin đặt tên một cột là “điện thoại”, “email” hoặc “mã khách hàng”."},
    Words{"no_such_column", "Danh sách không có cột nào mang tên đã chọn."},
    Words{"no_such_sheet", "Bảng tính không có trang tên này."},
    Words{"no_visible_sheet",
          "Bảng tính không có trang nào hiện ra. Xin bỏ ẩn trang cần nạp, hoặc ghi tên trang."},
    Words{"not_utf8", "Danh sách không phải UTF-8. Xin chọn bảng mã, hoặc lưu lại CSV UTF-8."},
    Words{"rejects_not_writable",
          "Hệ thống không ghi được tệp dòng lỗi. Xin báo kỹ thuật xem chỗ trống của ổ đĩa."},
    Words{"same_column_twice", "Hai cột cùng mang một nghĩa. Xin đổi tên hoặc bỏ bớt một cột."},
    Words{"unknown_encoding", "Không có bảng mã tên này."},
    Words{"unknown_unit", "Không có đơn vị này trong bảng đơn vị."},
    Words{"workbook_too_large",
          "Bảng tính lớn quá mức cho phép. Xin lưu trang đó dạng CSV UTF-8, hoặc chia nhỏ."},
};

constexpr Phrase kNotDone{"Chưa thực hiện được.", "Not done."};
constexpr std::string_view kOwnWords = "Lời gốc của hệ thống (tiếng Anh)";

template <class Table>
std::optional<std::string_view> found_in(const Table& table, std::string_view error) {
  const auto found =
      std::find_if(table.begin(), table.end(), [&](const Words& words) { return words.error == error; });
  return found == table.end() ? std::nullopt : std::optional(found->vietnamese);
}

// A list's faults come as a line each.
void put_lines(Html& html, std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (end > 0) html.element("p", text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

std::optional<std::string_view> vietnamese_refusal(std::string_view error) {
  const auto words = found_in(kOfApi, error);
  return words ? words : found_in(kOfLists, error);
}

void put_refusal(Html& html, const ApiError& error, Language language) {
  html.open("div", {{"class", "notice"}, {"role", "alert"}});
  if (language == Language::english) {
    html.open("p").element("strong", kNotDone.in(language)).close();
    put_lines(html, error.message);
    put_lines(html, error.hint);
  } else {
    html.element("p", vietnamese_refusal(error.error).value_or(kNotDone.in(language)));
    html.open("details").element("summary", kOwnWords).open("div", {{"lang", "en"}});
    put_lines(html, error.message);
    put_lines(html, error.hint);
    html.close().close();
  }
  html.close();
}

}  // namespace triand::server
