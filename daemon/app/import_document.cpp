#include "daemon/app/import_document.hpp"

#include <boost/json/array.hpp>

namespace triand::app {
namespace {

boost::json::object tally(const intake::Tally& counts) {
  boost::json::object out;
  for (const auto& [word, n] : counts.counts()) out[word] = n;
  return out;
}

boost::json::array notices(const intake::ListFacts& facts) {
  boost::json::array out;
  for (const intake::ListNotice& notice : facts.notices)
    out.push_back({{"notice", notice.word}, {"message", notice.message}});
  return out;
}

boost::json::value text_or_null(const std::string& text) {
  return text.empty() ? boost::json::value(nullptr) : boost::json::value(text);
}

boost::json::array columns(const std::vector<intake::ReadColumn>& read) {
  boost::json::array out;
  for (const intake::ReadColumn& column : read)
    out.push_back({{"header", column.header},
                   {"column", intake::to_string(column.column)},
                   {"name", text_or_null(column.name)}});
  return out;
}

}  // namespace

boost::json::object import_document(const std::string& import, const intake::ImportReport& report) {
  boost::json::object out;
  out["schema"] = "triand.import/v1";
  out["import"] = import;
  out["read"] = report.read;
  out["taken"] = report.taken;
  out["repaired"] = report.repaired;
  out["rejected"] = report.rejected;
  out["unchanged"] = report.unchanged;
  out["inserted"] = report.inserted;
  out["updated"] = report.updated;
  out["erased"] = report.erased;
  out["dry_run"] = report.dry_run;
  out["sheet"] = text_or_null(report.facts.sheet);
  out["encoding"] = text_or_null(report.facts.encoding);
  out["columns"] = columns(report.columns);
  out["notices"] = notices(report.facts);
  out["repairs"] = tally(report.repairs);
  out["rejections"] = tally(report.rejections);
  out["set_aside"] = tally(report.set_aside);
  if (!report.addresses.counts().empty()) out["addresses"] = tally(report.addresses);
  out["has_rejects"] = report.rejects_file.has_value();
  out["rejects_file"] = nullptr;
  return out;
}

}  // namespace triand::app
