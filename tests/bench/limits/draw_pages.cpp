#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <chrono>
#include <iostream>

#include "tests/bench/limits/limits.hpp"

namespace triand::bench {
namespace {

constexpr double kMillimetre = 72 / 25.4;

void show(cairo_t* page, PangoLayout* layout, double x, double y, double width, const std::string& text) {
  pango_layout_set_width(layout, static_cast<int>(width * kMillimetre * PANGO_SCALE));
  pango_layout_set_text(layout, text.c_str(), static_cast<int>(text.size()));
  cairo_move_to(page, x * kMillimetre, y * kMillimetre);
  pango_cairo_show_layout(page, layout);
}

}  // namespace

int draw_pages(const std::string& file, std::int64_t pages) {
  const auto begin = std::chrono::steady_clock::now();
  cairo_surface_t* surface = cairo_pdf_surface_create(file.c_str(), 210 * kMillimetre, 297 * kMillimetre);
  cairo_t* page = cairo_create(surface);
  PangoLayout* layout = pango_cairo_create_layout(page);
  PangoFontDescription* font = pango_font_description_from_string("Liberation Serif 11");
  pango_layout_set_font_description(layout, font);
  for (std::int64_t number = 0; number < pages; ++number) {
    const std::string name = "Nguyễn Văn " + std::to_string(number);
    show(page, layout, 20, 20, 80, "TỔNG CÔNG TY ĐIỆN LỰC MIỀN BẮC\n20 Trần Nguyên Hãn, Hoàn Kiếm, Hà Nội");
    show(page, layout, 115, 50, 75, name + "\nsố 12, đường Hoàng Hoa Thám\nphường Bắc Giang, tỉnh Bắc Ninh");
    show(page, layout, 20, 100, 170,
         "Kính gửi: Quý khách " + name +
             ",\n\nNhân Ngày truyền thống ngành Điện lực Việt Nam 21/12, Tổng công ty Điện lực miền Bắc trân "
             "trọng "
             "cảm ơn Quý khách đã tin tưởng và đồng hành cùng chúng tôi trong suốt thời gian qua.\n\nKính "
             "chúc Quý "
             "khách cùng gia đình mạnh khỏe, hạnh phúc và bình an.");
    cairo_show_page(page);
  }
  pango_font_description_free(font);
  g_object_unref(layout);
  cairo_destroy(page);
  cairo_surface_finish(surface);
  cairo_surface_destroy(surface);
  std::cout << std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count() << '\n';
  return 0;
}

}  // namespace triand::bench
