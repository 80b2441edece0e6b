#include "daemon/intake/cell_words.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "daemon/domain/blank.hpp"
#include "templates/vietnamese.hpp"

namespace triand::intake {
namespace {

using Word = std::pair<std::string_view, std::string_view>;

constexpr std::array<std::string_view, 22> kYes = {"yes",        "y",
                                                   "x",          "1",
                                                   "true",       "t",
                                                   "on",         "v",
                                                   "co",         "c",
                                                   "dung",       "tu_choi",
                                                   "da_tu_choi", "opt_out",
                                                   "optout",     "stop",
                                                   "khong_nhan", "khong_nhan_tin",
                                                   "ngung",      "ngung_nhan_tin",
                                                   "huy",        "tc"};
constexpr std::array<std::string_view, 11> kNo = {"",    "no",    "n",    "0",      "false",        "f",
                                                  "off", "khong", "chua", "dong_y", "khong_tu_choi"};
constexpr std::array<Word, 20> kLanguages = {
    {{"", "vi"},          {"vi", "vi"},         {"vn", "vi"},       {"vie", "vi"},     {"vi_vn", "vi"},
     {"viet", "vi"},      {"tieng_viet", "vi"}, {"viet_nam", "vi"}, {"vietnam", "vi"}, {"vietnamese", "vi"},
     {"en", "en"},        {"eng", "en"},        {"en_us", "en"},    {"en_gb", "en"},   {"anh", "en"},
     {"tieng_anh", "en"}, {"anh_ngu", "en"},    {"english", "en"},  {"us", "en"},      {"uk", "en"}}};
constexpr std::array<Word, 24> kSegments = {{{"ho_gia_dinh", "household"},
                                             {"gia_dinh", "household"},
                                             {"ho_dan", "household"},
                                             {"sinh_hoat", "household"},
                                             {"shbt", "household"},
                                             {"households", "household"},
                                             {"doanh_nghiep", "business"},
                                             {"dn", "business"},
                                             {"kinh_doanh", "business"},
                                             {"san_xuat", "business"},
                                             {"lon", "large"},
                                             {"khach_hang_lon", "large"},
                                             {"kh_lon", "large"},
                                             {"khach_lon", "large"},
                                             {"chinh_sach", "policy"},
                                             {"ho_chinh_sach", "policy"},
                                             {"gia_dinh_chinh_sach", "policy"},
                                             {"doi_tuong_chinh_sach", "policy"},
                                             {"ngheo", "poor"},
                                             {"ho_ngheo", "poor"},
                                             {"can_ngheo", "near_poor"},
                                             {"ho_can_ngheo", "near_poor"},
                                             {"nearpoor", "near_poor"},
                                             {"near_poor", "near_poor"}}};

std::optional<std::string_view> look_up(std::span<const Word> words, std::string_view folded) {
  const auto found =
      std::find_if(words.begin(), words.end(), [folded](const Word& word) { return word.first == folded; });
  if (found == words.end()) return std::nullopt;
  return found->second;
}

// The day of a refusal stands where its yes was asked for: "12/03/2025".
bool is_date(std::string_view text) {
  const auto digits = std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  const bool only_date = text.find_first_not_of("0123456789/-.: ") == std::string_view::npos;
  return only_date && digits >= 6 && text.find_first_of("/-.") != std::string_view::npos;
}

}  // namespace

std::optional<bool> read_opt_out(std::string_view cell) {
  const std::string folded = templates::fold_name(cell);
  if (std::find(kNo.begin(), kNo.end(), folded) != kNo.end()) return false;
  if (std::find(kYes.begin(), kYes.end(), folded) != kYes.end() || folded == "✓" || folded == "☑")
    return true;
  if (is_date(domain::trim(cell))) return true;
  return std::nullopt;
}

std::optional<std::string> read_language(std::string_view cell) {
  const auto found = look_up(kLanguages, templates::fold_name(cell));
  if (!found) return std::nullopt;
  return std::string(*found);
}

bool is_spreadsheet_error(std::string_view cell) {
  if (!cell.starts_with('#')) return false;
  const std::string_view text = domain::trim(cell);
  constexpr std::array<std::string_view, 9> kErrors = {
      "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#GETTING_DATA"};
  return std::find(kErrors.begin(), kErrors.end(), text) != kErrors.end();
}

std::string read_segment(std::string_view cell) {
  std::string folded = templates::fold_name(cell);
  std::replace_if(
      folded.begin(), folded.end(),
      [](char c) {
        const bool word =
            (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
        return !word;
      },
      '_');
  folded.erase(std::unique(folded.begin(), folded.end(), [](char a, char b) { return a == '_' && b == '_'; }),
               folded.end());
  if (folded.starts_with("_")) folded.erase(0, 1);
  if (folded.ends_with("_")) folded.pop_back();
  const auto found = look_up(kSegments, folded);
  return found ? std::string(*found) : folded;
}

}  // namespace triand::intake
