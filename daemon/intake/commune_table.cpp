#include "daemon/intake/commune_table.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "daemon/domain/blank.hpp"
#include "daemon/intake/csv_parser.hpp"
#include "daemon/intake/utf8_check.hpp"
#include "templates/vietnamese.hpp"

namespace triand::intake {
namespace {

constexpr std::array<std::string_view, 5> kHeader = {"old_commune", "old_district", "old_province",
                                                     "new_commune", "new_province"};

struct KindWord {
  std::string_view folded;  // with what parts it from the name
  PlaceKind kind;
};

// Longer ones first.
constexpr std::array<KindWord, 21> kKindWords = {
    {{"thanh_pho_", PlaceKind::either}, {"thi_tran_", PlaceKind::commune}, {"dac_khu_", PlaceKind::commune},
     {"phuong_", PlaceKind::commune},   {"thi_xa_", PlaceKind::district},  {"huyen_", PlaceKind::district},
     {"quan_", PlaceKind::district},    {"tinh_", PlaceKind::province},    {"t_p_", PlaceKind::either},
     {"t_x_", PlaceKind::district},     {"t_t_", PlaceKind::commune},      {"tp_", PlaceKind::either},
     {"tx_", PlaceKind::district},      {"tt_", PlaceKind::commune},       {"xa_", PlaceKind::commune},
     {"p_", PlaceKind::commune},        {"x_", PlaceKind::commune},        {"h_", PlaceKind::district},
     {"q_", PlaceKind::district},       {"t_", PlaceKind::province},       {"f_", PlaceKind::commune}}};

}  // namespace

Place read_place(std::string_view text) {
  const std::string folded = templates::fold_name(text);
  for (const KindWord& word : kKindWords)
    if (folded.starts_with(word.folded) && folded.size() > word.folded.size())
      return {word.kind, folded.substr(word.folded.size())};
  return {PlaceKind::unknown, folded};
}

std::variant<CommuneTable, std::vector<CommuneTable::Fault>> CommuneTable::load(std::string_view csv) {
  if (csv.starts_with("\xEF\xBB\xBF")) csv.remove_prefix(3);
  CommuneTable table;
  std::vector<Fault> faults;
  bool header_seen = false;
  CsvParser parser(',', 1, [&](const CsvRow& row) {
    const auto line = static_cast<int>(row.line);
    if (std::all_of(row.cells.begin(), row.cells.end(), [](auto cell) { return domain::trim(cell).empty(); }))
      return;
    if (!std::exchange(header_seen, true)) {
      if (!std::equal(row.cells.begin(), row.cells.end(), kHeader.begin(), kHeader.end()))
        faults.push_back(
            {line, "the first line must be: old_commune,old_district,old_province,new_commune,new_province"});
      return;
    }
    const bool whole = row.fault == domain::Reason::none && row.cells.size() == kHeader.size() &&
                       is_utf8(row.raw) && std::none_of(row.cells.begin(), row.cells.end(), [](auto cell) {
                         return domain::trim(cell).empty();
                       });
    if (!whole) {
      faults.push_back(
          {line,
           "has not five filled cells of UTF-8; write the old commune, district and province and the "
           "new commune and province"});
      return;
    }
    const auto cell = [&row](std::size_t at) { return templates::nfc(domain::trim(row.cells[at])); };
    table.changes_.push_back({cell(0), cell(1), cell(2), cell(3), cell(4)});
  });
  parser.feed(csv);
  parser.finish();
  if (!header_seen) faults.push_back({1, "is empty; write the header and a line for each old commune"});
  if (!faults.empty()) return faults;
  table.index();
  return table;
}

void CommuneTable::index() {
  bare_.reserve(changes_.size());
  for (std::size_t at = 0; at < changes_.size(); ++at) {
    const CommuneChange& change = changes_[at];
    const Bare& bare =
        bare_.emplace_back(Bare{read_place(change.old_district).bare, read_place(change.old_province).bare,
                                read_place(change.new_province).bare});
    by_old_.emplace(read_place(change.old_commune).bare, at);
    by_new_.emplace(read_place(change.new_commune).bare, at);
    provinces_.emplace(bare.old_province, true);
    provinces_.emplace(bare.new_province, true);
  }
}

bool CommuneTable::is_province(std::string_view bare_name) const {
  return provinces_.contains(std::string(bare_name));
}

std::vector<const CommuneChange*> CommuneTable::of_old(std::string_view commune, std::string_view district,
                                                       std::string_view province) const {
  std::vector<const CommuneChange*> out;
  const auto [first, last] = by_old_.equal_range(std::string(commune));
  for (auto at = first; at != last; ++at) {
    const Bare& bare = bare_[at->second];
    if (bare.is_in(province) && (district.empty() || bare.district == district))
      out.push_back(&changes_[at->second]);
  }
  return out;
}

const CommuneChange* CommuneTable::of_new(std::string_view commune, std::string_view province) const {
  const auto [first, last] = by_new_.equal_range(std::string(commune));
  for (auto at = first; at != last; ++at)
    if (bare_[at->second].is_in(province)) return &changes_[at->second];
  return nullptr;
}

}  // namespace triand::intake
