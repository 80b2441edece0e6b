#include "daemon/intake/workbook/sheet_survey.hpp"

#include <string>

namespace triand::intake {

void SheetSurvey::tell(ListFacts& facts) const {
  if (hidden_rows > 0)
    facts.notices.push_back({"hidden_rows", std::to_string(hidden_rows) +
                                                " hidden or filtered rows were read like all others; delete "
                                                "them in the list if they are not meant"});
  if (hidden_columns > 0)
    facts.notices.push_back(
        {"hidden_columns", std::to_string(hidden_columns) + " hidden columns were read like all others"});
  if (merged_cells > 0)
    facts.notices.push_back(
        {"merged_cells", std::to_string(merged_cells) +
                             " cells reach over several rows; each of these rows was given "
                             "their text"});
}

}  // namespace triand::intake
