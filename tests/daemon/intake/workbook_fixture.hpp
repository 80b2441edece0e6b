#pragma once

#include <zip.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "daemon/intake/workbook/workbook_list.hpp"
#include "tests/daemon/intake/list_fixture.hpp"

namespace triand::intake {

using ZipFiles = std::vector<std::pair<std::string, std::string>>;

// A zip of these files, in memory. The first is stored as it is, as the rules of .ods want.
inline std::string make_zip(const ZipFiles& files, zip_int32_t method = ZIP_CM_DEFLATE) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(target);
  zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
  if (archive == nullptr) throw std::runtime_error("no zip");
  for (const auto& [name, text] : files) {
    zip_source_t* content = zip_source_buffer(archive, text.data(), text.size(), 0);
    const zip_int64_t at = zip_file_add(archive, name.c_str(), content, ZIP_FL_ENC_UTF_8);
    if (at < 0) throw std::runtime_error("no file in the zip");
    zip_set_file_compression(archive, static_cast<zip_uint64_t>(at),
                             name == "mimetype" ? ZIP_CM_STORE : method, 0);
  }
  if (zip_close(archive) != 0) throw std::runtime_error("no zip written");
  zip_source_open(target);
  zip_stat_t stat;
  zip_source_stat(target, &stat);
  std::string bytes(stat.size, '\0');
  zip_source_read(target, bytes.data(), bytes.size());
  zip_source_close(target);
  zip_source_free(target);
  return bytes;
}

// An .xlsx as Excel parts it, with what a test wants to say.
struct Xlsx {
  std::string rows;             // inside <sheetData>
  std::string strings = {};     // inside <sst>
  std::string formats = {};     // <numFmt…/>
  std::string styles = {};      // <xf…/> of cellXfs
  std::string behind = {};      // behind </sheetData>
  std::string before = {};      // before <sheetData>
  std::string properties = {};  // <workbookPr…/>
  std::vector<std::pair<std::string, std::string>> sheets = {{"Khách hàng", "visible"}};  // name, state

  [[nodiscard]] ZipFiles files() const {
    const std::string head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    const std::string office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const std::string main = " xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    std::string list;
    std::string relations;
    ZipFiles out = {{"[Content_Types].xml", head + "<Types/>"},
                    {"_rels/.rels", head + "<Relationships><Relationship Id=\"r\" Type=\"" + office +
                                        "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"}};
    for (std::size_t i = 0; i < sheets.size(); ++i) {
      const std::string number = std::to_string(i + 1);
      list += "<sheet name=\"" + sheets[i].first + "\" sheetId=\"" + number + "\" state=\"" +
              sheets[i].second + "\" r:id=\"rId" + number + "\"/>";
      relations += "<Relationship Id=\"rId" + number + "\" Type=\"" + office +
                   "/worksheet\" Target=\"worksheets/sheet" + number + ".xml\"/>";
      // Only the last sheet has the rows; the others one that tells whose it is.
      const std::string data =
          i + 1 == sheets.size()
              ? rows
              : "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>customer_code</t></is></c></row>"
                "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>PA0501000000" +
                    number + "</t></is></c></row>";
      out.emplace_back("xl/worksheets/sheet" + number + ".xml", head + "<worksheet" + main + ">" + before +
                                                                    "<sheetData>" + data + "</sheetData>" +
                                                                    behind + "</worksheet>");
    }
    relations += "<Relationship Id=\"rIdS\" Type=\"" + office + "/styles\" Target=\"styles.xml\"/>";
    relations +=
        "<Relationship Id=\"rIdT\" Type=\"" + office + "/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>";
    out.emplace_back("xl/workbook.xml", head + "<workbook" + main + " xmlns:r=\"" + office + "\">" +
                                            properties + "<sheets>" + list + "</sheets></workbook>");
    out.emplace_back("xl/_rels/workbook.xml.rels", head + "<Relationships>" + relations + "</Relationships>");
    out.emplace_back("xl/styles.xml",
                     head + "<styleSheet" + main + "><numFmts>" + formats +
                         "</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>" + styles +
                         "</cellXfs></styleSheet>");
    out.emplace_back("xl/sharedStrings.xml", head + "<sst" + main + ">" + strings + "</sst>");
    return out;
  }
  [[nodiscard]] std::string bytes() const { return make_zip(files()); }
};

// An .ods with what a test wants to say inside <office:spreadsheet>.
inline std::string make_ods(const std::string& tables, const std::string& styles = {}) {
  return make_zip({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                   {"content.xml",
                    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"o\" "
                    "xmlns:table=\"t\" "
                    "xmlns:text=\"x\" xmlns:style=\"s\" xmlns:draw=\"d\"><office:automatic-styles>" +
                        styles + "</office:automatic-styles><office:body><office:spreadsheet>" + tables +
                        "</office:spreadsheet></office:body></office:document-content>"}});
}

// The rows of a workbook as texts, and what was said about it.
struct ReadWorkbook {
  explicit ReadWorkbook(std::string bytes, const std::string& sheet = {}, const WorkbookLimits& limits = {}) {
    TextSource source(std::move(bytes), 1000);
    std::string first(10, '\0');
    first.resize(source.read(first));
    problem = read_workbook(
        source, first, {.sheet = sheet, .encoding = {}, .scratch = {}}, facts,
        [this](const CsvRow& row) {
          std::vector<std::string> cells(row.cells.begin(), row.cells.end());
          rows.push_back(cells);
          lines.push_back(row.line);
          faults.emplace_back(domain::to_string(row.fault));
        },
        [](std::uint64_t) { return true; }, limits);
  }

  [[nodiscard]] bool says(const std::string& word) const {
    return std::any_of(facts.notices.begin(), facts.notices.end(),
                       [&word](const ListNotice& notice) { return notice.word == word; });
  }

  std::vector<std::vector<std::string>> rows;
  std::vector<std::uint64_t> lines;
  std::vector<std::string> faults;
  ListFacts facts;
  std::optional<ListProblem> problem;
};

}  // namespace triand::intake
