#include "daemon/intake/suppression_header.hpp"

#include <algorithm>

#include "daemon/domain/blank.hpp"
#include "daemon/intake/column.hpp"
#include "templates/vietnamese.hpp"

namespace triand::intake {
namespace {

struct Name {
  std::string_view folded;
  SuppressionColumn column;
};

constexpr std::array<Name, 13> kNames = {{
    {"scope", SuppressionColumn::scope},
    {"pham_vi", SuppressionColumn::scope},
    {"class", SuppressionColumn::about},
    {"loai", SuppressionColumn::about},
    {"loai_tin", SuppressionColumn::about},
    {"reason", SuppressionColumn::reason},
    {"ly_do", SuppressionColumn::reason},
    {"until", SuppressionColumn::until},
    {"den_ngay", SuppressionColumn::until},
    {"het_han", SuppressionColumn::until},
    {"note", SuppressionColumn::note},
    {"ghi_chu", SuppressionColumn::note},
    {"dia_chi_lien_he", SuppressionColumn::address},
}};

std::optional<SuppressionColumn> meaning_of(std::string_view header) {
  const std::string folded = templates::fold_name(header);
  for (const Name& name : kNames)
    if (name.folded == folded) return name.column;
  switch (column_of(header)) {
    case Column::customer_code:
      return SuppressionColumn::customer_code;
    case Column::phone:
      return SuppressionColumn::phone;
    case Column::email:
      return SuppressionColumn::email;
    case Column::address:
      return SuppressionColumn::address;
    default:
      return std::nullopt;
  }
}

// A rejects file puts `fate,line,column,reason,suggestion` behind the list's own columns.
std::size_t own_columns(std::span<const std::string_view> cells) {
  for (std::size_t at = 0; at + 1 < cells.size(); ++at)
    if (domain::trim(cells[at]) == "fate" && domain::trim(cells[at + 1]) == "line") return at;
  return cells.size();
}

}  // namespace

std::size_t SuppressionHeader::known_cells(std::span<const std::string_view> cells) {
  return static_cast<std::size_t>(std::count_if(cells.begin(), cells.end(), [](std::string_view cell) {
    return meaning_of(domain::trim(cell)).has_value();
  }));
}

std::variant<SuppressionHeader, ListProblems> SuppressionHeader::read(std::span<const std::string_view> cells,
                                                                      std::uint64_t line) {
  SuppressionHeader out;
  ListProblems problems;
  out.own_columns_ = intake::own_columns(cells);
  for (std::size_t at = 0; at < out.own_columns_; ++at) {
    const auto column = meaning_of(domain::trim(cells[at]));
    if (!column) continue;
    auto& known = out.known_[static_cast<std::size_t>(*column)];
    if (known)
      problems.push_back({"same_column_twice", static_cast<int>(line),
                          "two columns mean the same: numbers " + std::to_string(*known + 1) + " and " +
                              std::to_string(at + 1),
                          "rename or delete one of the two"});
    known = at;
  }
  bool subject = false;
  for (std::size_t at = 0; at < kSubjectColumns; ++at) subject = subject || out.known_[at].has_value();
  if (!subject)
    problems.push_back({"no_subject_column", static_cast<int>(line),
                        "no column of the first line says whom the suppressions are about",
                        "name one column phone, email, customer_code or address (any of the three)"});
  if (!problems.empty()) return problems;
  return out;
}

}  // namespace triand::intake
