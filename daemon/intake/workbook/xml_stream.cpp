#include "daemon/intake/workbook/xml_stream.hpp"

#include <expat.h>

#include <exception>
#include <memory>
#include <new>
#include <string>
#include <type_traits>

#include "daemon/intake/workbook/damaged.hpp"

namespace triand::intake {
namespace {

constexpr std::size_t kPiece = 64 * 1024;

std::string_view without_prefix(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

struct Reading {
  XML_Parser parser = nullptr;
  XmlHandler& handler;
  const WorkbookLimits& limits;
  std::size_t depth = 0;
  std::optional<ListProblem> problem;
  std::exception_ptr thrown;

  // No exception crosses the parser, which is C.
  template <typename Act>
  void guarded(const Act& act) noexcept {
    if (problem || thrown || handler.has_enough()) return;
    try {
      act();
      if (handler.problem()) problem = handler.problem();
    } catch (...) {
      thrown = std::current_exception();
    }
    if (problem || thrown || handler.has_enough()) XML_StopParser(parser, XML_FALSE);
  }
};

void XMLCALL on_start(void* self, const XML_Char* name, const XML_Char** attributes) {
  auto& reading = *static_cast<Reading*>(self);
  reading.guarded([&] {
    if (++reading.depth > reading.limits.depth)
      reading.problem = damaged("its tags stand too deep inside each other");
    else
      reading.handler.start(without_prefix(name), XmlAttributes(attributes));
  });
}

void XMLCALL on_end(void* self, const XML_Char* name) {
  auto& reading = *static_cast<Reading*>(self);
  reading.guarded([&] {
    --reading.depth;
    reading.handler.end(without_prefix(name));
  });
}

void XMLCALL on_text(void* self, const XML_Char* text, int length) {
  auto& reading = *static_cast<Reading*>(self);
  reading.guarded([&] { reading.handler.text({text, static_cast<std::size_t>(length)}); });
}

void XMLCALL on_document_type(void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) {
  auto& reading = *static_cast<Reading*>(self);
  reading.guarded(
      [&] { reading.problem = damaged("it declares a document type, which workbooks never do"); });
}

}  // namespace

std::string_view XmlAttributes::get(std::string_view name) const {
  for (const char* const* pair = pairs_; *pair != nullptr; pair += 2)
    if (without_prefix(*pair) == name) return pair[1];
  return {};
}

std::optional<ListProblem> read_xml(ZipPart& part, XmlHandler& handler, const WorkbookLimits& limits,
                                    const std::function<bool(std::uint64_t)>& more) {
  struct Free {
    void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
  };
  const std::unique_ptr<std::remove_pointer_t<XML_Parser>, Free> parser(XML_ParserCreate(nullptr));
  if (!parser) throw std::bad_alloc();
  Reading reading{.parser = parser.get(), .handler = handler, .limits = limits, .problem = {}, .thrown = {}};
  XML_SetUserData(parser.get(), &reading);
  XML_SetElementHandler(parser.get(), on_start, on_end);
  XML_SetCharacterDataHandler(parser.get(), on_text);
  XML_SetStartDoctypeDeclHandler(parser.get(), on_document_type);

  while (true) {
    void* buffer = XML_GetBuffer(parser.get(), kPiece);
    if (buffer == nullptr) throw std::bad_alloc();
    const std::size_t got = part.read({static_cast<char*>(buffer), kPiece});
    if (part.problem()) return part.problem();
    const XML_Status status = XML_ParseBuffer(parser.get(), static_cast<int>(got), got == 0 ? 1 : 0);
    if (reading.thrown) std::rethrow_exception(reading.thrown);
    if (reading.problem) return reading.problem;
    if (handler.has_enough()) return std::nullopt;
    if (status != XML_STATUS_OK)
      return damaged(std::string("it is no XML inside: ") + XML_ErrorString(XML_GetErrorCode(parser.get())));
    if (got == 0) return std::nullopt;
    // A tag that does not end would be held in memory as a whole, and looked at anew with every piece.
    const XML_Index begun = XML_GetCurrentByteIndex(parser.get());
    if (begun >= 0 && part.unpacked() > static_cast<std::uint64_t>(begun) + limits.markup)
      return damaged("one of its tags does not end");
    if (more && !more(part.unpacked())) return std::nullopt;
  }
}

}  // namespace triand::intake
