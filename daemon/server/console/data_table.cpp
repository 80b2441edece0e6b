#include "daemon/server/console/data_table.hpp"

namespace triand::server {
namespace {

void put_swatch(Html& html, const std::string& color) {
  html.open("svg", {{"class", "swatch"}, {"viewBox", "0 0 12 12"}, {"aria-hidden", "true"}});
  html.open("rect", {{"width", "12"}, {"height", "12"}, {"fill", color}}).close().close();
}

void put_row(Html& html, const DataTable& table, const std::vector<DataTable::Cell>& cells) {
  html.open("tr");
  for (std::size_t at = 0; at < cells.size(); ++at) {
    const DataTable::Cell& cell = cells[at];
    if (at == 0) {
      html.open("th", {{"scope", "row"}});
    } else {
      html.open("td", {{"class", table.columns.at(at).numbers ? "number" : "words"}});
    }
    if (!cell.color.empty()) put_swatch(html, cell.color);
    if (cell.language.empty()) {
      html.text(cell.text);
    } else {
      html.element("span", cell.text, {{"lang", cell.language}});
    }
    html.close();
  }
  html.close();
}

}  // namespace

void put_data_table(Html& html, const DataTable& table) {
  html.open("div",
            {{"class", "scroll"}, {"role", "region"}, {"aria-label", table.caption}, {"tabindex", "0"}});
  html.open("table").element("caption", table.caption).open("thead").open("tr");
  for (std::size_t at = 0; at < table.columns.size(); ++at)
    html.element("th", table.columns[at].title,
                 {{"scope", "col"}, {"class", at > 0 && table.columns[at].numbers ? "number" : "words"}});
  html.close().close().open("tbody");
  for (const auto& row : table.rows) put_row(html, table, row);
  html.close().close().close();
}

}  // namespace triand::server
