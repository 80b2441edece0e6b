#include "daemon/server/api/openapi/route_notes.hpp"

#include <algorithm>

namespace triand::server {

const RouteNotes* notes_of(const Route& route) {
  for (const auto notes : {campaign_notes(), customer_notes(), delivery_notes(), service_notes()}) {
    const auto found = std::find_if(notes.begin(), notes.end(), [&](const RouteNotes& one) {
      return one.method == route.method && one.pattern == route.pattern;
    });
    if (found != notes.end()) return &*found;
  }
  return nullptr;
}

std::span<const NotedField> fields_of(std::span<const NotedField> noted) {
  const auto end =
      std::find_if(noted.begin(), noted.end(), [](const NotedField& field) { return field.name.empty(); });
  return noted.first(static_cast<std::size_t>(end - noted.begin()));
}

}  // namespace triand::server
