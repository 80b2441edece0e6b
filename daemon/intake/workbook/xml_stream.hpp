#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>

#include "daemon/intake/list_problem.hpp"
#include "daemon/intake/workbook/workbook_limits.hpp"
#include "daemon/intake/workbook/zip_package.hpp"

namespace triand::intake {

// The attributes of one tag; names without their namespace's prefix.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char* const* pairs) : pairs_(pairs) {}
  // Empty when there is none. Valid while the tag is handled.
  [[nodiscard]] std::string_view get(std::string_view name) const;

 private:
  const char* const* pairs_;
};

// Takes a document's tags and texts as they come; names without their namespace's prefix. May throw.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual void start(std::string_view name, const XmlAttributes& attributes) = 0;
  virtual void end(std::string_view name) = 0;
  // In pieces.
  virtual void text(std::string_view piece) = 0;
  // Not empty: the document is not read any further.
  [[nodiscard]] const std::optional<ListProblem>& problem() const { return problem_; }
  // The rest of the document does not matter.
  [[nodiscard]] bool has_enough() const { return enough_; }

 protected:
  void stop() { enough_ = true; }
  void fail(ListProblem problem) {
    if (!problem_) problem_ = std::move(problem);
  }

 private:
  std::optional<ListProblem> problem_;
  bool enough_ = false;
};

// Reads one XML document inside a workbook. Document types and with them entities of its own are refused, so are tags
// past the limits. `more` is asked now and then with the bytes unpacked so far; false: enough. Throws what the handler
// throws.
[[nodiscard]] std::optional<ListProblem> read_xml(ZipPart& part, XmlHandler& handler,
                                                  const WorkbookLimits& limits,
                                                  const std::function<bool(std::uint64_t)>& more = {});

}  // namespace triand::intake
