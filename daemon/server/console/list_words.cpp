#include "daemon/server/console/list_words.hpp"

#include <array>
#include <utility>

#include <fmt/format.h>

namespace triand::server {
namespace {

using Named = std::pair<std::string_view, Phrase>;

constexpr std::array kColumns{
    ColumnWords{"customer_code", {"Mã khách hàng", "Customer code"}},
    ColumnWords{"full_name", {"Họ tên", "Name"}},
    ColumnWords{"phone", {"Điện thoại", "Telephone"}},
    ColumnWords{"email", {"Email", "Email"}},
    ColumnWords{"address", {"Địa chỉ", "Address"}},
    ColumnWords{"unit", {"Đơn vị", "Unit"}},
    ColumnWords{"province", {"Tỉnh", "Province"}},
    ColumnWords{"segment", {"Nhóm", "Segment"}},
    ColumnWords{"language", {"Ngôn ngữ", "Language"}},
    ColumnWords{"opt_out", {"Từ chối nhận tin", "Does not want to be written to"}},
    ColumnWords{"extra", {"Cột riêng, dùng được trong mẫu tin", "A column of its own, for templates"}},
};
constexpr Phrase kIgnored{"Cột của tệp dòng cần sửa, bỏ qua", "Of a file of rows to correct; passed over"};

constexpr Phrase kCorrectCode{"Sửa {} mã khách hàng", "Correct {} customer codes"};
constexpr Phrase kCorrectPhone{"Sửa {} số điện thoại", "Correct {} telephones"};
constexpr Phrase kCorrectRow{"Sửa {} dòng", "Correct {} rows"};
constexpr Phrase kCorrectCell{"Sửa {} ô", "Correct {} cells"};

constexpr std::array kCorrections{
    Named{"missing_customer_code", {"Điền {} mã khách hàng còn thiếu", "Fill in {} missing customer codes"}},
    Named{"bad_customer_code", kCorrectCode},
    Named{"conflicting_row",
          {"Bỏ bớt {} dòng trùng mã khách hàng", "Remove {} rows with a customer code twice"}},
    Named{"bad_encoding", kCorrectRow},
    Named{"unclosed_quote", kCorrectRow},
    Named{"row_too_long", kCorrectRow},
    Named{"cell_too_long", kCorrectRow},
    Named{"too_many_cells", kCorrectRow},
    Named{"nul_byte", kCorrectRow},
    Named{"bad_number", kCorrectPhone},
    Named{"digits_lost", {"Gõ lại {} số điện thoại", "Type {} telephones again"}},
    Named{"service_number", kCorrectPhone},
    Named{"wrong_length", kCorrectPhone},
    Named{"unknown_prefix", kCorrectPhone},
    Named{"letters", kCorrectPhone},
    Named{"foreign_number", kCorrectPhone},
    Named{"bad_email", {"Sửa {} địa chỉ email", "Correct {} email addresses"}},
    Named{"unknown_unit", {"Ghi đúng {} đơn vị", "Correct {} units"}},
    Named{"unknown_language", {"Ghi đúng {} ngôn ngữ", "Correct {} languages"}},
    Named{"unclear_opt_out", {"Ghi rõ {} ô từ chối nhận tin", "Make {} refusals clear"}},
    Named{"spreadsheet_error", {"Sửa {} ô có công thức lỗi", "Correct {} cells with a failed formula"}},
};

constexpr std::array kRepairs{
    Named{"upper_case", {"{} mã khách hàng đổi thành chữ hoa", "{} customer codes put into capitals"}},
    Named{"invisible_characters", {"{} ô bỏ ký tự vô hình", "{} cells rid of invisible characters"}},
    Named{"punctuation", {"{} số điện thoại bỏ dấu chấm, dấu cách", "{} telephones rid of dots and blanks"}},
    Named{"apostrophe", {"{} số điện thoại bỏ dấu nháy ở đầu", "{} telephones rid of an apostrophe"}},
    Named{"excel_decimal", {"{} số điện thoại bỏ phần thập phân", "{} telephones rid of a decimal"}},
    Named{"scientific", {"{} số điện thoại viết dạng 9,05E+08", "{} telephones written like 9.05E+08"}},
    Named{"country_code", {"{} số điện thoại có mã quốc gia", "{} telephones with a country code"}},
    Named{"lost_zero", {"{} số điện thoại thiếu số 0 ở đầu", "{} telephones without their first zero"}},
    Named{"converted_2018", {"{} số điện thoại đổi đầu số cũ", "{} telephones with an old prefix"}},
    Named{"several_numbers",
          {"{} ô có nhiều số, lấy số đầu", "{} cells of several telephones, the first was taken"}},
};

constexpr std::array kStates{
    Named{"running", {"Đang nạp", "Being loaded"}},
    Named{"done", {"Đã nạp", "Loaded"}},
    Named{"failed", {"Không nạp được", "Failed"}},
    Named{"interrupted", {"Bị ngắt giữa chừng", "Interrupted"}},
    Named{"undoing", {"Đang rút lại", "Being taken back"}},
    Named{"undone", {"Đã rút lại", "Taken back"}},
};

template <std::size_t Size>
const Phrase* find(const std::array<Named, Size>& table, std::string_view word) {
  for (const auto& [name, phrase] : table)
    if (name == word) return &phrase;
  return nullptr;
}

std::string counted(const Phrase& phrase, std::int64_t count, Language language) {
  return fmt::format(fmt::runtime(phrase.in(language)), count_words(count, language));
}

}  // namespace

std::string count_words(std::int64_t count, Language language) {
  std::string digits = std::to_string(count);
  const std::size_t sign = count < 0 ? 1 : 0;
  for (std::size_t at = digits.size(); at > sign + 3;) {
    at -= 3;
    digits.insert(at, 1, language == Language::english ? ',' : '.');
  }
  return digits;
}

std::span<const ColumnWords> column_choices() { return kColumns; }

std::string_view column_words(std::string_view column, Language language) {
  for (const ColumnWords& known : kColumns)
    if (known.column == column) return known.name.in(language);
  return column == "ignored" ? kIgnored.in(language) : column;
}

std::string correction_words(std::string_view reason, std::int64_t count, Language language) {
  const Phrase* known = find(kCorrections, reason);
  return counted(known == nullptr ? kCorrectCell : *known, count, language);
}

std::string repair_words(std::string_view repair, std::int64_t count, Language language) {
  const Phrase* known = find(kRepairs, repair);
  return known == nullptr ? count_words(count, language).append(" ").append(repair)
                          : counted(*known, count, language);
}

std::string_view import_state_words(std::string_view state, Language language) {
  const Phrase* known = find(kStates, state);
  return known == nullptr ? state : known->in(language);
}

}  // namespace triand::server
