#include "daemon/intake/workbook/sheet_listing.hpp"

#include <algorithm>
#include <charconv>

#include "templates/vietnamese.hpp"

namespace triand::intake {
namespace {

constexpr std::size_t kShown = 20;

std::string names_of(const std::vector<const SheetListing*>& sheets) {
  std::string out;
  for (std::size_t i = 0; i < std::min(sheets.size(), kShown); ++i)
    out += (i == 0 ? "“" : ", “") + sheets[i]->name + (sheets[i]->hidden ? "” (hidden)" : "”");
  if (sheets.size() > kShown) out += " and " + std::to_string(sheets.size() - kShown) + " more";
  return out;
}

std::optional<std::size_t> find_sheet(const std::vector<SheetListing>& sheets, const std::string& asked) {
  const auto by = [&](const auto& same) -> std::optional<std::size_t> {
    const auto found = std::find_if(sheets.begin(), sheets.end(), same);
    if (found == sheets.end()) return std::nullopt;
    return static_cast<std::size_t>(found - sheets.begin());
  };
  if (const auto exact = by([&](const SheetListing& sheet) { return sheet.name == asked; })) return exact;
  const std::string folded = templates::fold_name(asked);
  if (const auto alike =
          by([&](const SheetListing& sheet) { return templates::fold_name(sheet.name) == folded; }))
    return alike;
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(asked.data(), asked.data() + asked.size(), number);
  if (error != std::errc() || end != asked.data() + asked.size() || number == 0 || number > sheets.size())
    return std::nullopt;
  return number - 1;
}

}  // namespace

std::variant<std::size_t, ListProblem> choose_sheet(const std::vector<SheetListing>& sheets,
                                                    const std::string& asked, ListFacts& facts) {
  std::vector<const SheetListing*> all;
  all.reserve(sheets.size());
  for (const SheetListing& sheet : sheets) all.push_back(&sheet);
  std::optional<std::size_t> chosen;
  if (!asked.empty()) {
    chosen = find_sheet(sheets, asked);
    if (!chosen)
      return ListProblem{"no_such_sheet", 0,
                         "there is no sheet “" + asked + "”; the workbook has " + names_of(all),
                         "name one of them with --sheet"};
  } else {
    const auto visible =
        std::find_if(sheets.begin(), sheets.end(), [](const SheetListing& sheet) { return !sheet.hidden; });
    if (visible == sheets.end())
      return ListProblem{"no_visible_sheet", 0,
                         all.empty() ? "the workbook has no sheet with cells"
                                     : "every sheet of the workbook is hidden: " + names_of(all),
                         "name one with --sheet, or save the list as CSV UTF-8"};
    chosen = static_cast<std::size_t>(visible - sheets.begin());
  }
  all.erase(all.begin() + static_cast<std::ptrdiff_t>(*chosen));
  facts.sheet = sheets[*chosen].name;
  if (!all.empty() && asked.empty())
    facts.notices.push_back({"other_sheets", "only the sheet “" + facts.sheet + "” was read; not read: " +
                                                 names_of(all) + "; name another with --sheet"});
  return *chosen;
}

}  // namespace triand::intake
