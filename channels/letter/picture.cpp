#include "channels/letter/picture.hpp"

#include <cstring>
#include <string_view>

namespace triand::channels::letter {
namespace {

cairo_status_t read_some(void* closure, unsigned char* bytes, unsigned length) noexcept {
  auto& left = *static_cast<std::string_view*>(closure);
  if (left.size() < length) return CAIRO_STATUS_READ_ERROR;
  std::memcpy(bytes, left.data(), length);
  left.remove_prefix(length);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

Handle<cairo_surface_t> read_png(const std::string& bytes) {
  std::string_view left = bytes;
  Handle<cairo_surface_t> surface(cairo_image_surface_create_from_png_stream(&read_some, &left));
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) return nullptr;
  return surface;
}

}  // namespace triand::channels::letter
