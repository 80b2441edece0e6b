#include "daemon/intake/workbook/xlsx_relations.hpp"

#include <utility>

#include "daemon/intake/workbook/damaged.hpp"
#include "daemon/intake/workbook/xml_stream.hpp"

namespace triand::intake {
namespace {

constexpr std::size_t kMost = 10'000;

// "xl/workbook.xml" names "worksheets/sheet1.xml", "../docProps/app.xml", or "/xl/styles.xml".
std::string resolved(std::string_view folder, std::string_view target) {
  std::string out;
  if (!target.starts_with('/')) out = folder;
  while (!target.empty()) {
    const std::size_t end = std::min(target.find('/'), target.size());
    const std::string_view step = target.substr(0, end);
    target.remove_prefix(std::min(end + 1, target.size()));
    if (step.empty() || step == ".") continue;
    if (step == "..") {
      out.erase(out.find_last_of('/') == std::string::npos ? 0 : out.find_last_of('/'));
    } else {
      if (!out.empty()) out += '/';
      out += step;
    }
  }
  return out;
}

class Relations : public XmlHandler {
 public:
  explicit Relations(std::string_view folder) : folder_(folder) {}

  void start(std::string_view name, const XmlAttributes& attributes) override {
    if (name != "Relationship" || attributes.get("TargetMode") == "External") return;
    if (found_.size() == kMost) return fail(damaged("it has too many parts"));
    const std::string_view type = attributes.get("Type");
    found_.push_back({std::string(attributes.get("Id")), std::string(type.substr(type.rfind('/') + 1)),
                      resolved(folder_, attributes.get("Target"))});
  }
  void end(std::string_view) override {}
  void text(std::string_view) override {}
  [[nodiscard]] std::vector<XlsxRelation> take() { return std::move(found_); }

 private:
  std::string_view folder_;
  std::vector<XlsxRelation> found_;
};

}  // namespace

std::variant<std::vector<XlsxRelation>, ListProblem> read_xlsx_relations(const ZipPackage& package,
                                                                         const std::string& part,
                                                                         const WorkbookLimits& limits) {
  const std::size_t slash = part.rfind('/');
  const std::string folder = slash == std::string::npos ? std::string() : part.substr(0, slash);
  const std::string file = slash == std::string::npos ? part : part.substr(slash + 1);
  const std::string name = (folder.empty() ? "" : folder + "/") + "_rels/" + file + ".rels";
  if (!package.has(name)) return std::vector<XlsxRelation>();
  auto opened = package.part(name);
  if (auto* problem = std::get_if<ListProblem>(&opened)) return std::move(*problem);
  Relations relations(folder);
  if (auto problem = read_xml(std::get<ZipPart>(opened), relations, limits)) return std::move(*problem);
  return relations.take();
}

}  // namespace triand::intake
