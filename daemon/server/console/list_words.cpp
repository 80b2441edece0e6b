#include "daemon/server/console/list_words.hpp"

#include <array>

#include "daemon/server/console/filled.hpp"
#include "daemon/server/console/named_phrase.hpp"
#include "daemon/server/console/number_words.hpp"

namespace triand::server {
namespace {

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
    NamedPhrase{"missing_customer_code",
                {"Điền {} mã khách hàng còn thiếu", "Fill in {} missing customer codes"}},
    NamedPhrase{"bad_customer_code", kCorrectCode},
    NamedPhrase{"conflicting_row",
                {"Bỏ bớt {} dòng trùng mã khách hàng", "Remove {} rows with a customer code twice"}},
    NamedPhrase{"bad_encoding", kCorrectRow},
    NamedPhrase{"unclosed_quote", kCorrectRow},
    NamedPhrase{"row_too_long", kCorrectRow},
    NamedPhrase{"cell_too_long", kCorrectRow},
    NamedPhrase{"too_many_cells", kCorrectRow},
    NamedPhrase{"nul_byte", kCorrectRow},
    NamedPhrase{"bad_number", kCorrectPhone},
    NamedPhrase{"digits_lost", {"Gõ lại {} số điện thoại", "Type {} telephones again"}},
    NamedPhrase{"service_number", kCorrectPhone},
    NamedPhrase{"wrong_length", kCorrectPhone},
    NamedPhrase{"unknown_prefix", kCorrectPhone},
    NamedPhrase{"letters", kCorrectPhone},
    NamedPhrase{"foreign_number", kCorrectPhone},
    NamedPhrase{"bad_email", {"Sửa {} địa chỉ email", "Correct {} email addresses"}},
    NamedPhrase{"unknown_unit", {"Ghi đúng {} đơn vị", "Correct {} units"}},
    NamedPhrase{"unknown_language", {"Ghi đúng {} ngôn ngữ", "Correct {} languages"}},
    NamedPhrase{"unclear_opt_out", {"Ghi rõ {} ô từ chối nhận tin", "Make {} refusals clear"}},
    NamedPhrase{"spreadsheet_error", {"Sửa {} ô có công thức lỗi", "Correct {} cells with a failed formula"}},
};

constexpr std::array kRepairs{
    NamedPhrase{"upper_case", {"{} mã khách hàng đổi thành chữ hoa", "{} customer codes put into capitals"}},
    NamedPhrase{"invisible_characters", {"{} ô bỏ ký tự vô hình", "{} cells rid of invisible characters"}},
    NamedPhrase{"punctuation",
                {"{} số điện thoại bỏ dấu chấm, dấu cách", "{} telephones rid of dots and blanks"}},
    NamedPhrase{"apostrophe", {"{} số điện thoại bỏ dấu nháy ở đầu", "{} telephones rid of an apostrophe"}},
    NamedPhrase{"excel_decimal", {"{} số điện thoại bỏ phần thập phân", "{} telephones rid of a decimal"}},
    NamedPhrase{"scientific", {"{} số điện thoại viết dạng 9,05E+08", "{} telephones written like 9.05E+08"}},
    NamedPhrase{"country_code", {"{} số điện thoại có mã quốc gia", "{} telephones with a country code"}},
    NamedPhrase{"lost_zero", {"{} số điện thoại thiếu số 0 ở đầu", "{} telephones without their first zero"}},
    NamedPhrase{"converted_2018", {"{} số điện thoại đổi đầu số cũ", "{} telephones with an old prefix"}},
    NamedPhrase{"several_numbers",
                {"{} ô có nhiều số, lấy số đầu", "{} cells of several telephones, the first was taken"}},
};

constexpr std::array kStates{
    NamedPhrase{"running", {"Đang nạp", "Being loaded"}},
    NamedPhrase{"done", {"Đã nạp", "Loaded"}},
    NamedPhrase{"failed", {"Không nạp được", "Failed"}},
    NamedPhrase{"interrupted", {"Bị ngắt giữa chừng", "Interrupted"}},
    NamedPhrase{"undoing", {"Đang rút lại", "Being taken back"}},
    NamedPhrase{"undone", {"Đã rút lại", "Taken back"}},
};

std::string counted(const Phrase& phrase, std::int64_t count, Language language) {
  return filled(phrase, language, number_in(count, language));
}

}  // namespace

std::span<const ColumnWords> column_choices() { return kColumns; }

std::string_view column_words(std::string_view column, Language language) {
  for (const ColumnWords& known : kColumns)
    if (known.column == column) return known.name.in(language);
  return column == "ignored" ? kIgnored.in(language) : column;
}

std::string correction_words(std::string_view reason, std::int64_t count, Language language) {
  const Phrase* known = phrase_of(kCorrections, reason);
  return counted(known == nullptr ? kCorrectCell : *known, count, language);
}

std::string repair_words(std::string_view repair, std::int64_t count, Language language) {
  const Phrase* known = phrase_of(kRepairs, repair);
  return known == nullptr ? number_in(count, language).append(" ").append(repair)
                          : counted(*known, count, language);
}

std::string_view import_state_words(std::string_view state, Language language) {
  const Phrase* known = phrase_of(kStates, state);
  return known == nullptr ? state : known->in(language);
}

}  // namespace triand::server
