#include "channels/letter/pdf_file.hpp"

#include <stdexcept>
#include <utility>

#include <cairo-pdf.h>

#include "channels/letter/geometry.hpp"

namespace triand::channels::letter {
namespace {

cairo_status_t write_file(void* file, const unsigned char* bytes, unsigned length) noexcept {
  return static_cast<FileWriter*>(file)->write(bytes, length) ? CAIRO_STATUS_SUCCESS
                                                              : CAIRO_STATUS_WRITE_ERROR;
}

}  // namespace

PdfFile::PdfFile(const std::string& folder, std::string name, const std::string& title, Time date)
    : file_(folder, std::move(name)),
      surface_(cairo_pdf_surface_create_for_stream(&write_file, &file_, kPageWidth, kPageHeight)) {
  cairo_surface_t* surface = surface_.get();
  cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5);
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, timestamp(date).c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title.c_str());
  page_.reset(cairo_create(surface));
}

PdfFile::~PdfFile() { cairo_surface_finish(surface_.get()); }

void PdfFile::finish() {
  const cairo_status_t drawn = cairo_status(page_.get());
  page_.reset();
  cairo_surface_finish(surface_.get());
  const cairo_status_t written = cairo_surface_status(surface_.get());
  file_.finish();
  for (const cairo_status_t status : {drawn, written})
    if (status != CAIRO_STATUS_SUCCESS)
      throw std::runtime_error("cannot draw " + file_.name() + ": " + cairo_status_to_string(status));
}

}  // namespace triand::channels::letter
