#include "daemon/ctl/import.hpp"

#include <optional>
#include <ostream>

#include <boost/json/serialize.hpp>

#include "daemon/ctl/document.hpp"
#include "daemon/ctl/failure.hpp"
#include "daemon/ctl/input_file.hpp"
#include "daemon/ctl/job.hpp"
#include "daemon/ctl/notices_view.hpp"
#include "daemon/ctl/rejects_file.hpp"
#include "daemon/ctl/table.hpp"
#include "daemon/ctl/text.hpp"
#include "daemon/ctl/upload.hpp"

namespace triand::ctl {
namespace {

// {"Mã số":"customer_code"} of "Mã số=customer_code".
std::string choices_of(const std::vector<std::string>& columns) {
  boost::json::object out;
  for (const std::string& column : columns) {
    const std::size_t equals = column.rfind('=');
    if (equals == std::string::npos || equals == 0)
      throw Failure(kUsage, "bad-column", "--column " + column + " does not say what the column means",
                    "write the column's header, = and its meaning: --column \"Mã số=customer_code\"");
    out[column.substr(0, equals)] = column.substr(equals + 1);
  }
  return boost::json::serialize(out);
}

std::string target_of(const ImportOptions& options) {
  std::string target = "/api/v1/imports?file=" + percent_encoded(base_name(options.file));
  if (!options.unit.empty()) target += "&unit=" + percent_encoded(options.unit);
  if (!options.sheet.empty()) target += "&sheet=" + percent_encoded(options.sheet);
  if (!options.encoding.empty()) target += "&encoding=" + percent_encoded(options.encoding);
  if (!options.columns.empty()) target += "&columns=" + percent_encoded(choices_of(options.columns));
  if (options.rejects.ends_with(".xlsx")) target += "&rejects=xlsx";
  if (options.dry_run) target += "&dry_run=1";
  return target;
}

void print_reasons(Session& session, const std::string& title, const boost::json::object& counts) {
  if (counts.empty()) return;
  session.out() << title << '\n';
  Table table({{""}, {"", Table::Side::right}}, "  ");
  for (const auto& count : counts) {
    table.add({words_of(std::string_view(count.key())), readable(count.value())});
  }
  table.print(session.out());
}

void print_same_file(Session& session, const boost::json::object& document) {
  const auto& before = object_at(document, "same_file_as");
  if (before.empty()) return;
  const bool changed = number_at(document, "inserted") + number_at(document, "updated") > 0;
  session.out() << "The same file was loaded before: import " << text_at(before, "import") << ", "
                << text_at(before, "started_at") << ", by " << text_at(before, "who")
                << (text_at(before, "state") == "interrupted" ? ", which was interrupted" : "")
                << (changed ? "\n" : "; nothing has changed\n");
}

void print_import(Session& session, const boost::json::object& document, bool dry_run) {
  session.out() << (dry_run ? "Checked only; nothing was changed\n" : "");
  Table table({{""}, {"", Table::Side::right}});
  for (const char* key : {"read", "taken", "repaired", "unchanged", "rejected"}) {
    table.add({key, thousands(number_at(document, key))});
  }
  table.print(session.out());
  if (const std::int64_t erased = number_at(document, "erased"); erased > 0) {
    session.out() << thousands(erased) << " of them asked to be forgotten; their data was not stored\n";
  }
  print_reasons(session, "Repairs", object_at(document, "repairs"));
  print_reasons(session, "Cells not used", object_at(document, "set_aside"));
  print_reasons(session, "Rejections", object_at(document, "rejections"));
  print_same_file(session, document);
  print_notices(session, document);
  if (const std::string path = text_at(document, "rejects_file"); !path.empty()) {
    session.out() << "Rows to correct are in " << path << '\n';
  }
}

}  // namespace

int import_customers(Session& session, const ImportOptions& options) {
  require_file(options.file);
  const RejectsFile rejects(session, session.world(), options.rejects, options.file);
  auto document = await_job(session, upload(session, target_of(options), options.file),
                            options.dry_run ? "checking" : "importing");
  const std::string id = text_at(document, "import");
  const std::int64_t rejected = number_at(document, "rejected");
  const bool to_correct = rejected > 0 || !object_at(document, "set_aside").empty();
  document["rejects_file"] = nullptr;
  std::optional<Failure> trouble;
  if (to_correct && !id.empty()) {
    try {
      rejects.write(session.client(), id);
      document["rejects_file"] = rejects.path();
    } catch (const Failure& failure) {
      trouble = failure;
    }
  }
  // The import is done, whatever becomes of the file: its numbers are always shown.
  session.show(document, [&] { print_import(session, document, options.dry_run); });
  if (trouble) throw Failure(*trouble);
  if (rejected == 0) return kDone;
  session.note(thousands(rejected) + " rows were rejected; correct them and import that file");
  return kPartly;
}

}  // namespace triand::ctl
