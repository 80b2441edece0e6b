#include "daemon/intake/workbook/xlsx_strings.hpp"

#include "daemon/intake/workbook/damaged.hpp"
#include "daemon/intake/workbook/xlsx_text.hpp"
#include "daemon/intake/workbook/xml_stream.hpp"

namespace triand::intake {
namespace {

class Strings : public XmlHandler {
 public:
  Strings(SharedStrings& strings, FontLetters& letters, const WorkbookLimits& limits)
      : strings_(strings), letters_(letters), limits_(limits), text_(limits.row.cell) {}

  void start(std::string_view name, const XmlAttributes&) override {
    if (name == "si")
      text_.clear();
    else
      text_.start(name);
  }
  void end(std::string_view name) override {
    text_.end(name);
    if (name != "si") return;
    const std::string_view text = text_.text();
    strings_.add(text);
    letters_.add(text);
    if (strings_.bytes() > limits_.shared_strings) fail(too_large("its texts take too much room"));
  }
  void text(std::string_view piece) override { text_.add(piece); }

 private:
  SharedStrings& strings_;
  FontLetters& letters_;
  const WorkbookLimits& limits_;
  XlsxText text_;
};

}  // namespace

std::optional<ListProblem> read_xlsx_strings(const ZipPackage& package, const std::string& part,
                                             SharedStrings& strings, FontLetters& letters,
                                             const WorkbookLimits& limits,
                                             const std::function<bool(std::uint64_t)>& more) {
  auto opened = package.part(part);
  if (auto* problem = std::get_if<ListProblem>(&opened)) return std::move(*problem);
  Strings handler(strings, letters, limits);
  if (auto problem = read_xml(std::get<ZipPart>(opened), handler, limits, more)) return problem;
  strings.seal();
  return std::nullopt;
}

}  // namespace triand::intake
