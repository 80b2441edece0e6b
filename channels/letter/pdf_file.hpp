#pragma once

#include "channels/letter/file_writer.hpp"
#include "channels/letter/handles.hpp"
#include "channels/letter/vietnam_time.hpp"

namespace triand::channels::letter {

// A PDF of A4 pages on its way to disk. The same pages and date make the same bytes: the creation date is the
// letters', not the clock's.
class PdfFile {
 public:
  PdfFile(const std::string& folder, std::string name, const std::string& title, Time date);
  ~PdfFile();
  PdfFile(const PdfFile&) = delete;
  PdfFile& operator=(const PdfFile&) = delete;

  [[nodiscard]] cairo_t* page() const { return page_.get(); }
  // Throws when anything could not be drawn or written: a full disk shows only here.
  void finish();
  [[nodiscard]] const FileWriter& file() const { return file_; }

 private:
  FileWriter file_;
  Handle<cairo_surface_t> surface_;
  Handle<cairo_t> page_;
};

}  // namespace triand::channels::letter
