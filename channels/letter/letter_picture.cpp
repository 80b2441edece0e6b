#include "channels/letter/letter_picture.hpp"

#include <cmath>
#include <stdexcept>

#include <cairo-pdf.h>

#include "channels/letter/geometry.hpp"
#include "channels/letter/handles.hpp"
#include "channels/letter/printer.hpp"

namespace triand::channels::letter {
namespace {

constexpr double kDotsPerPoint = 100.0 / 72.0;

cairo_status_t append(void* bytes, const unsigned char* piece, unsigned length) noexcept {
  try {
    static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(piece), length);
    return CAIRO_STATUS_SUCCESS;
  } catch (...) {
    return CAIRO_STATUS_NO_MEMORY;
  }
}

void must(cairo_status_t status) {
  if (status != CAIRO_STATUS_SUCCESS)
    throw std::runtime_error(std::string("cannot draw a letter: ") + cairo_status_to_string(status));
}

std::string pdf_of(const Letter& letter, const Stationery& stationery, Time date) {
  std::string bytes;
  Printer printer(stationery, date, {letter});
  (void)printer.prepare(letter);
  const Handle<cairo_surface_t> surface(
      cairo_pdf_surface_create_for_stream(append, &bytes, kPageWidth, kPageHeight));
  cairo_pdf_surface_restrict_to_version(surface.get(), CAIRO_PDF_VERSION_1_5);
  {
    const Handle<cairo_t> page(cairo_create(surface.get()));
    printer.draw(page.get(), letter);
    must(cairo_status(page.get()));
  }
  cairo_surface_finish(surface.get());
  must(cairo_surface_status(surface.get()));
  return bytes;
}

void whiten(cairo_t* page) {
  cairo_set_source_rgb(page, 1, 1, 1);
  cairo_paint(page);
}

void add_pages(const Letter& letter, const Stationery& stationery, Time date,
               std::vector<PreviewFile>& files) {
  Printer printer(stationery, date, {letter});
  (void)printer.prepare(letter);
  const auto dots = [](double points) { return static_cast<int>(std::lround(points * kDotsPerPoint)); };
  const Handle<cairo_surface_t> surface(
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, dots(kPageWidth), dots(kPageHeight)));
  const Handle<cairo_t> page(cairo_create(surface.get()));
  cairo_scale(page.get(), kDotsPerPoint, kDotsPerPoint);
  whiten(page.get());
  printer.after_each_page([&] {
    cairo_surface_flush(surface.get());
    PreviewFile file{"page-" + std::to_string(files.size()) + ".png", {}};
    must(cairo_surface_write_to_png_stream(surface.get(), append, &file.bytes));
    files.push_back(std::move(file));
    whiten(page.get());
  });
  printer.draw(page.get(), letter);
  must(cairo_status(page.get()));
}

}  // namespace

MessagePicture draw_letter(const Letter& letter, const Stationery& stationery, Time date) {
  MessagePicture out;
  out.fault = Printer(stationery, date, {letter}).prepare(letter).why;
  if (!out.fault.empty()) return out;
  out.files.push_back({"letter.pdf", pdf_of(letter, stationery, date)});
  add_pages(letter, stationery, date, out.files);
  return out;
}

}  // namespace triand::channels::letter
