#include "daemon/intake/workbook/xlsx_parts.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include "daemon/intake/workbook/damaged.hpp"
#include "daemon/intake/workbook/xlsx_relations.hpp"
#include "daemon/intake/workbook/xml_stream.hpp"

namespace triand::intake {
namespace {

int number_of(std::string_view text) {
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

class Workbook : public XmlHandler {
 public:
  Workbook(const std::vector<XlsxRelation>& relations, const WorkbookLimits& limits)
      : relations_(relations), limits_(limits) {}

  void start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "workbookPr") {
      const std::string_view since = attributes.get("date1904");
      since_1904 = since == "1" || since == "true";
    } else if (name == "sheet") {
      if (++count_ > limits_.sheets)
        return fail(too_large("it has more than " + std::to_string(limits_.sheets) + " sheets"));
      const std::string_view id = attributes.get("id");
      const auto relation = std::find_if(relations_.begin(), relations_.end(),
                                         [id](const XlsxRelation& one) { return one.id == id; });
      // Charts and dialogues are sheets without cells.
      if (relation == relations_.end() || relation->type != "worksheet") return;
      const std::string_view state = attributes.get("state");
      sheets.push_back(
          {std::string(attributes.get("name")), !state.empty() && state != "visible", relation->target});
    }
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}

  std::vector<SheetListing> sheets;
  bool since_1904 = false;

 private:
  const std::vector<XlsxRelation>& relations_;
  const WorkbookLimits& limits_;
  std::size_t count_ = 0;
};

class Styles : public XmlHandler {
 public:
  explicit Styles(const WorkbookLimits& limits) : limits_(limits) {}

  void start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "numFmt" && !in_cells_) {
      codes_[number_of(attributes.get("numFmtId"))] = read_format(attributes.get("formatCode"));
    } else if (name == "cellXfs") {
      in_cells_ = true;
    } else if (name == "xf" && in_cells_) {
      const int id = number_of(attributes.get("numFmtId"));
      const auto own = codes_.find(id);
      formats.push_back(own == codes_.end() ? builtin_format(id) : own->second);
    }
    if (codes_.size() + formats.size() > limits_.styles) fail(too_large("it has too many styles"));
  }
  void end(std::string_view name) override {
    if (name == "cellXfs") in_cells_ = false;
  }
  void text(std::string_view) override {}

  std::vector<CellFormat> formats;

 private:
  const WorkbookLimits& limits_;
  std::map<int, CellFormat> codes_;
  bool in_cells_ = false;
};

std::optional<ListProblem> read_part(const ZipPackage& package, const std::string& name, XmlHandler& handler,
                                     const WorkbookLimits& limits) {
  auto opened = package.part(name);
  if (auto* problem = std::get_if<ListProblem>(&opened)) return std::move(*problem);
  return read_xml(std::get<ZipPart>(opened), handler, limits);
}

std::variant<std::string, ListProblem> workbook_part(const ZipPackage& package,
                                                     const WorkbookLimits& limits) {
  auto read = read_xlsx_relations(package, "", limits);
  if (auto* problem = std::get_if<ListProblem>(&read)) return std::move(*problem);
  std::string name = "xl/workbook.xml";
  for (const XlsxRelation& relation : std::get<std::vector<XlsxRelation>>(read))
    if (relation.type == "officeDocument") name = relation.target;
  if (name.ends_with(".bin"))
    return ListProblem{"is_xlsb", 0, "the file is a binary Excel workbook (.xlsb)",
                       "open it in Excel and save it as .xlsx or as CSV UTF-8"};
  if (name.starts_with("word/") || name.starts_with("ppt/"))
    return ListProblem{"is_document", 0, "the file is a text document or a presentation",
                       "ask for the list itself as .xlsx or CSV UTF-8"};
  return name;
}

}  // namespace

std::variant<XlsxParts, ListProblem> read_xlsx_parts(const ZipPackage& package,
                                                     const WorkbookLimits& limits) {
  auto name = workbook_part(package, limits);
  if (auto* problem = std::get_if<ListProblem>(&name)) return std::move(*problem);
  auto read = read_xlsx_relations(package, std::get<std::string>(name), limits);
  if (auto* problem = std::get_if<ListProblem>(&read)) return std::move(*problem);
  const auto& relations = std::get<std::vector<XlsxRelation>>(read);
  XlsxParts parts;
  Workbook workbook(relations, limits);
  if (auto problem = read_part(package, std::get<std::string>(name), workbook, limits))
    return std::move(*problem);
  parts.sheets = std::move(workbook.sheets);
  parts.since_1904 = workbook.since_1904;
  for (const XlsxRelation& relation : relations) {
    if (relation.type == "styles") {
      Styles styles(limits);
      if (auto problem = read_part(package, relation.target, styles, limits)) return std::move(*problem);
      parts.formats = std::move(styles.formats);
    } else if (relation.type == "sharedStrings") {
      parts.strings_part = relation.target;
    }
  }
  return parts;
}

}  // namespace triand::intake
